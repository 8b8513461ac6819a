using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>All methods of a user, software OATH tokens, and the password method with its reset (graph.md 1.6).</summary>
internal sealed class MethodHandlers(Service service, MethodAccess access)
{
    public IEnumerable<GraphRoute> Routes(string owner)
    {
        string path = owner + "/authentication";
        yield return new GraphRoute("GET", path + "/methods", Permissions.MethodsRead, All) { UserValue = "id" };
        yield return new GraphRoute("GET", path + "/methods/{methodId}", Permissions.MethodsRead, One) { UserValue = "id" };
        yield return new GraphRoute("POST", path + "/methods/{methodId}/resetPassword", Permissions.PasswordReset, Reset);
        yield return new GraphRoute("GET", path + "/passwordMethods", Permissions.PasswordsRead, Passwords) { UserValue = "id" };
        yield return new GraphRoute("GET", path + "/passwordMethods/{methodId}", Permissions.PasswordsRead, Password) { UserValue = "id" };
        yield return new GraphRoute("POST", path + "/passwordMethods/{methodId}/resetPassword", Permissions.PasswordReset, Reset);
        yield return new GraphRoute("GET", path + "/softwareOathMethods", Permissions.OathRead, Oaths) { UserValue = "id" };
        yield return new GraphRoute("GET", path + "/softwareOathMethods/{methodId}", Permissions.OathRead, Oath) { UserValue = "id" };
        yield return new GraphRoute("DELETE", path + "/softwareOathMethods/{methodId}", Permissions.OathWrite, DeleteOath) { UserValue = "id" };
        yield return new GraphRoute("GET", path + "/operations/{operationId}", Permissions.OperationsRead, Operation)
        {
            // The Location of a reset carries these; the client sends them back as given.
            Options = ["aadgdc", "aadgsu"],
        };
    }

    private GraphResult All(GraphRequest request)
    {
        User user = access.Read(request);
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#users('{user.Id}')/authentication/methods");
            writer.WriteStartArray("value");
            foreach (Action<Utf8JsonWriter> write in MethodList.Of(user).Select(method => method.Write))
            {
                writer.WriteStartObject();
                write(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private GraphResult One(GraphRequest request)
    {
        User user = access.Read(request);
        Guid id = Guid.TryParse(request["methodId"], out Guid parsed) ? parsed : throw NotFound();
        (Guid Id, Action<Utf8JsonWriter> Write) method = MethodList.Of(user).FirstOrDefault(item => item.Id == id);
        return method.Write is null ? throw NotFound() : GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#users('{user.Id}')/authentication/methods/$entity");
            method.Write(writer);
            writer.WriteEndObject();
        });
    }

    private GraphResult Passwords(GraphRequest request)
    {
        User user = access.Read(request);
        return service.Listing.Page(request, new ListSource<User>(
            [user], MethodShapes.Password, QueryRules.None, $"users('{user.Id}')/authentication/passwordMethods"));
    }

    private GraphResult Password(GraphRequest request)
    {
        User user = access.Read(request);
        RequirePasswordId(request);
        return GraphResult.Ok(writer => MethodShapes.Password.WriteEntity(
            writer, user, $"{request.Root}/$metadata#users('{user.Id}')/authentication/passwordMethods/$entity", null));
    }

    private GraphResult Oaths(GraphRequest request)
    {
        User user = access.Read(request);
        return service.Listing.Page(request, new ListSource<Guid>(
            user.Methods.SoftwareOath, MethodShapes.SoftwareOath, QueryRules.None, $"users('{user.Id}')/authentication/softwareOathMethods"));
    }

    private GraphResult Oath(GraphRequest request)
    {
        User user = access.Read(request);
        Guid id = Guid.TryParse(request["methodId"], out Guid parsed) && user.Methods.SoftwareOath.Contains(parsed) ? parsed : throw NotFound();
        return GraphResult.Ok(writer => MethodShapes.SoftwareOath.WriteEntity(
            writer, id, $"{request.Root}/$metadata#users('{user.Id}')/authentication/softwareOathMethods/$entity", null));
    }

    private GraphResult DeleteOath(GraphRequest request)
    {
        User user = access.Write(request);
        Guid id = Guid.TryParse(request["methodId"], out Guid parsed) && user.Methods.SoftwareOath.Contains(parsed) ? parsed : throw NotFound();
        service.Store.DeleteSoftwareOath(request.Actor, user.Id, id);
        return GraphResult.NoContent;
    }

    private GraphResult Reset(GraphRequest request)
    {
        if (request.Token.IsApp)
        {
            throw new GraphError(400, "BadRequest", "UserPrincipalName value  in token was missing or invalid");
        }

        User user = UserFinder.Find(request, service.Store.Current);
        RequirePasswordId(request);
        JsonElement? body = request.Body is null ? null : BodyReader.ReadParameters(request, "newPassword");
        if (request.Token.ObjectId == user.Id)
        {
            throw Errors.Methods("An administrator cannot reset the password of the own account with this operation.");
        }

        ActorRules.RequireMayActOn(service, request, user, Denial.AuthenticationMethods);
        string? chosen = body?.Text("newPassword");
        if (string.IsNullOrEmpty(chosen) && user.OnPremisesSyncEnabled == true)
        {
            // graph.md 1.6: required for hybrid users.
            throw Errors.Methods("newPassword is required for users that are synchronized from on-premises.");
        }

        string password = string.IsNullOrEmpty(chosen) ? PasswordGenerator.Make() : chosen;
        ResetOperation operation = service.Store.ResetPasswordByAdmin(request.Actor, user.Id, password);
        string location = $"{request.Root}/users/{user.Id}/authentication/operations/{operation.Id}?aadgdc=SANDBOX&aadgsu=ssprprod-a";
        return new GraphResult(
            202,
            string.IsNullOrEmpty(chosen) ? writer => WriteGenerated(writer, request, password) : null,
            new Dictionary<string, string> { ["Location"] = location });
    }

    private static void WriteGenerated(Utf8JsonWriter writer, GraphRequest request, string password)
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.context", $"{request.Root}/$metadata#microsoft.graph.passwordResetResponse");
        writer.WriteString("newPassword", password);
        writer.WriteEndObject();
    }

    private GraphResult Operation(GraphRequest request)
    {
        User user = UserFinder.Find(request, service.Store.Current);
        ResetOperation operation = Guid.TryParse(request["operationId"], out Guid id)
            && service.Store.Current.Operations.TryGetValue(id, out ResetOperation? found) && found.UserId == user.Id
                ? found
                : throw NotFound();
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#users('{user.Id}')/authentication/operations/$entity");
            writer.WriteString("id", operation.Id);
            writer.WriteString("createdDateTime", JsonValueWriter.Format(operation.CreatedDateTime));
            writer.WriteString("lastActionDateTime", JsonValueWriter.Format(operation.CreatedDateTime));
            writer.WriteNull("resourceLocation");
            writer.WriteString("status", operation.Succeeded ? "succeeded" : "failed");
            writer.WriteString("statusDetail", operation.Detail);
            writer.WriteEndObject();
        });
    }

    private void RequirePasswordId(GraphRequest request)
    {
        if (!request["methodId"].Equals(MethodIds.Password.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            throw NotFound();
        }
    }

    private GraphError NotFound() => Errors.MethodNotFound(service.Switches.MethodNotFoundCode);
}
