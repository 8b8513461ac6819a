using System.Text.Json;
using System.Text.RegularExpressions;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>The email method: one per user (graph.md 1.6).</summary>
internal sealed partial class EmailHandlers(Service service, MethodAccess access)
{
    public IEnumerable<GraphRoute> Routes(string owner)
    {
        string path = owner + "/authentication/emailMethods";
        yield return new GraphRoute("GET", path, Permissions.EmailsRead, List) { UserValue = "id" };
        yield return new GraphRoute("POST", path, Permissions.EmailsWrite, Create) { UserValue = "id" };
        yield return new GraphRoute("GET", path + "/{methodId}", Permissions.EmailsRead, Get) { UserValue = "id" };
        yield return new GraphRoute("PATCH", path + "/{methodId}", Permissions.EmailsWrite, Update) { UserValue = "id" };
        yield return new GraphRoute("DELETE", path + "/{methodId}", Permissions.EmailsWrite, Delete) { UserValue = "id" };
    }

    private GraphResult List(GraphRequest request)
    {
        User user = access.Read(request);
        return service.Listing.Page(request, new ListSource<User>(
            user.Methods.Email is null ? [] : [user],
            MethodShapes.Email, QueryRules.None, $"users('{user.Id}')/authentication/emailMethods"));
    }

    private GraphResult Get(GraphRequest request)
    {
        User user = access.Read(request);
        CheckId(request);
        return user.Methods.Email is null ? throw NotFound() : Entity(request, 200, user);
    }

    private GraphResult Create(GraphRequest request)
    {
        User user = access.Write(request);
        string address = Address(request);
        service.Store.AddEmail(request.Actor, user.Id, address);
        return Entity(request, 201, user with { Methods = user.Methods with { Email = address } });
    }

    private GraphResult Update(GraphRequest request)
    {
        User user = access.Write(request);
        CheckId(request);
        string address = Address(request);
        service.Store.UpdateEmail(request.Actor, user.Id, address);
        return service.Switches.PhonePatchStatus == 204
            ? GraphResult.NoContent
            : Entity(request, 200, user with { Methods = user.Methods with { Email = address } });
    }

    private GraphResult Delete(GraphRequest request)
    {
        User user = access.Write(request);
        CheckId(request);
        service.Store.DeleteEmail(request.Actor, user.Id);
        return GraphResult.NoContent;
    }

    private static string Address(GraphRequest request)
    {
        JsonElement body = BodyReader.Read(request, "emailAuthenticationMethod");
        return body.Text("emailAddress") is { } address && EmailAddress().IsMatch(address)
            ? address
            : throw Errors.Methods("Invalid email address.");
    }

    private static GraphResult Entity(GraphRequest request, int status, User user) => new(
        status,
        writer => MethodShapes.Email.WriteEntity(
            writer, user, $"{request.Root}/$metadata#users('{user.Id}')/authentication/emailMethods/$entity", null));

    private void CheckId(GraphRequest request)
    {
        if (!request["methodId"].Equals(MethodIds.Email.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            throw NotFound();
        }
    }

    private GraphError NotFound() => Errors.MethodNotFound(service.Switches.MethodNotFoundCode);

    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]+$")]
    private static partial Regex EmailAddress();
}
