using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Users (graph.md 1.2).</summary>
internal sealed class UserHandlers(Service service)
{
    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", "users", Permissions.UsersRead, List) { Options = QueryOptions.Directory };
        yield return new GraphRoute("GET", "users/$count", Permissions.UsersRead, Count) { Options = ["$filter", "$search"] };
        yield return new GraphRoute("POST", "users", Permissions.UsersCreate, Create);
        yield return new GraphRoute("GET", "users/{id}", Permissions.UsersRead, Get) { Options = QueryOptions.Single, UserValue = "id" };
        yield return new GraphRoute("PATCH", "users/{id}", Permissions.UsersUpdate, Update) { UserValue = "id" };
        yield return new GraphRoute("DELETE", "users/{id}", Permissions.UsersDelete, Delete);
        yield return new GraphRoute("POST", "users/{id}/revokeSignInSessions", Permissions.RevokeSessions, Revoke);
        yield return new GraphRoute("GET", "users/{id}/licenseDetails", Permissions.LicensesRead, LicenseDetails) { Options = ["$select"], UserValue = "id" };
        yield return new GraphRoute("POST", "users/{id}/assignLicense", Permissions.LicensesWrite, AssignLicense);
        yield return new GraphRoute("GET", "me", Permissions.Me, Get) { Options = QueryOptions.Single };
        yield return new GraphRoute("PATCH", "me", Permissions.UsersUpdate, Update) { UserValue = "id" };
        yield return new GraphRoute("GET", "me/licenseDetails", Permissions.LicensesRead, LicenseDetails) { Options = ["$select"], UserValue = "id" };
        yield return new GraphRoute("POST", "me/changePassword", Permissions.ChangePassword, ChangePassword);
        yield return new GraphRoute("GET", "directory/deletedItems/microsoft.graph.user", Permissions.DeletedRead, Deleted) { Options = QueryOptions.Directory };
        yield return new GraphRoute("GET", "directory/deletedItems/{id}", Permissions.DeletedRead, GetDeleted) { Options = QueryOptions.Single };
        yield return new GraphRoute("DELETE", "directory/deletedItems/{id}", Permissions.UsersDelete, Purge);
        yield return new GraphRoute("POST", "directory/deletedItems/{id}/restore", Permissions.UsersDelete, Restore);
    }

    private GraphResult List(GraphRequest request) => service.Listing.Page(request, Source(request));

    private GraphResult Count(GraphRequest request) => service.Listing.CountOnly(request, Source(request));

    /// <summary>Only what is asked for is worked out: the tenant's part costs a shape of its own.</summary>
    private Shape<User> ShapeOf(GraphRequest request)
    {
        string? select = request.Query["$select"];
        return select is null || !(select.Contains("assigned", StringComparison.Ordinal) || select.Contains("identities", StringComparison.Ordinal))
            ? UserShape.Shape
            : UserShape.Of(
                request.State.Info,
                select.Contains("assigned", StringComparison.Ordinal) ? service.Faults.TakeWithTarget(Control.FaultNames.LicencePlanDisabled) : null);
    }

    private ListSource<User> Source(GraphRequest request) =>
        new(request.State.Users.InOrder, ShapeOf(request), UserShape.Rules, "users")
        {
            Version = request.State.Version,
            Expansion = (writer, user, name) => MembershipWriter.WriteParents(writer, request.State, user.Id, name),
            KeepsCounts = true,
            Lookup = named => UserFinder.Find(request.State, named),
        };

    private GraphResult Get(GraphRequest request)
    {
        User user = Find(request);
        Shape<User> shape = ShapeOf(request);
        ParsedQuery<User> query = ParsedQuery<User>.Of(request, shape, UserShape.Rules, countNeedsEventual: false);
        return Entity(request, user, shape, query);
    }

    private GraphResult Create(GraphRequest request)
    {
        JsonElement body = BodyReader.Read(request, "user");
        NewUser reader = new(body);
        User created = service.Store.CreateUser(request.Actor, reader.User, reader.Password, reader.ForceChange, reader.ForceChangeWithMfa);
        return new GraphResult(
            201,
            writer => UserShape.Shape.WriteEntity(writer, created, $"{request.Root}/$metadata#users/$entity", null),
            new Dictionary<string, string> { ["Location"] = $"{request.Root}/directoryObjects/{created.Id}/Microsoft.DirectoryServices.User" });
    }

    private GraphResult Update(GraphRequest request)
    {
        User user = Current(request);
        UserPatch patch = new(BodyReader.Read(request, "user"));
        ActorRules.RequireMayPatch(service, request, user, patch);
        service.Store.UpdateUser(request.Actor, user.Id, patch.Apply, patch.NewPassword);
        return GraphResult.NoContent;
    }

    private GraphResult Delete(GraphRequest request)
    {
        User user = Current(request);
        ActorRules.RequireMayActOn(service, request, user);
        service.Store.DeleteUser(request.Actor, user.Id);
        return GraphResult.NoContent;
    }

    private GraphResult Revoke(GraphRequest request)
    {
        User user = Current(request);
        service.Store.RevokeSessions(request.Actor, user.Id);
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#Edm.Boolean");
            writer.WriteBoolean("value", true);
            writer.WriteEndObject();
        });
    }

    private GraphResult ChangePassword(GraphRequest request)
    {
        JsonElement body = BodyReader.ReadParameters(request, "currentPassword", "newPassword");
        User user = Current(request);
        string current = body.Text("currentPassword") ?? throw Errors.Required("currentPassword");
        string next = body.Text("newPassword") ?? throw Errors.Required("newPassword");
        if (!user.Password.Matches(current))
        {
            throw Errors.BadRequest("The specified password does not match the current password.");
        }

        // graph.md 3.3: a change may not reuse the last password, a reset may.
        if (user.Password.Matches(next))
        {
            throw new TenantRuleException(TenantRule.WeakPassword);
        }

        service.Store.SetOwnPassword(user.Id, next);
        service.Store.Audit.Write(AuditEvents.PasswordChangedByUser(request.Actor, user));
        return GraphResult.NoContent;
    }

    private GraphResult LicenseDetails(GraphRequest request)
    {
        User user = Find(request);
        bool disabled = service.Faults.Take(Control.FaultNames.LicencePlanDisabled, user.UserPrincipalName, user.Id.ToString());
        List<LicenseAssignment> licenses = [.. user.Licenses];
        string context = $"users('{user.Id}')/licenseDetails";
        return service.Listing.Page(request, new ListSource<LicenseAssignment>(
            licenses, LicenseShapes.Details(request.State.Info, user, disabled), QueryRules.None, context));
    }

    private GraphResult AssignLicense(GraphRequest request)
    {
        User user = Current(request);
        (IReadOnlyList<LicenseAssignment> add, IReadOnlyList<Guid> remove) = LicenseChange.Read(request);
        service.Store.AssignLicenses(request.Actor, user.Id, add, remove);
        User after = service.Store.Current.Users.Find(user.Id) ?? user;
        return GraphResult.Ok(writer => UserShape.Shape.WriteEntity(writer, after, $"{request.Root}/$metadata#users/$entity", null));
    }

    private GraphResult Deleted(GraphRequest request) => service.Listing.Page(request, new ListSource<User>(
        [.. request.State.DeletedUsers.Values.OrderBy(user => user.Sequence)], UserShape.Shape, UserShape.Rules, "directoryObjects/microsoft.graph.user")
    {
        Version = request.State.Version,
    });

    private GraphResult GetDeleted(GraphRequest request)
    {
        User user = FindDeleted(request);
        ParsedQuery<User> query = ParsedQuery<User>.Of(request, UserShape.Shape, UserShape.Rules, countNeedsEventual: false);
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#directoryObjects/$entity");
            writer.WriteString("@odata.type", "#microsoft.graph.user");
            Shape<User>.WriteMembers(writer, user, UserShape.Shape.Selected(query.Select));
            writer.WriteEndObject();
        });
    }

    private GraphResult Purge(GraphRequest request)
    {
        service.Store.RemoveDeletedItem(FindDeleted(request).Id);
        return GraphResult.NoContent;
    }

    private GraphResult Restore(GraphRequest request)
    {
        User restored = service.Store.RestoreUser(request.Actor, FindDeleted(request).Id);
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#directoryObjects/$entity");
            writer.WriteString("@odata.type", "#microsoft.graph.user");
            Shape<User>.WriteMembers(writer, restored, UserShape.Shape.Default);
            writer.WriteEndObject();
        });
    }

    private static GraphResult Entity(GraphRequest request, User user, Shape<User> shape, ParsedQuery<User> query)
    {
        string select = query.Select is null ? "" : $"({string.Join(',', query.Select)})";
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#users{select}/$entity");
            Shape<User>.WriteMembers(writer, user, shape.Selected(query.Select));
            foreach (string name in query.Expand)
            {
                MembershipWriter.WriteParents(writer, request.State, user.Id, name);
            }

            writer.WriteEndObject();
        });
    }

    private static User Find(GraphRequest request) => UserFinder.Find(request, request.State);

    private User Current(GraphRequest request) => UserFinder.Find(request, service.Store.Current);

    private static User FindDeleted(GraphRequest request) =>
        Guid.TryParse(request["id"], out Guid id) && request.State.DeletedUsers.TryGetValue(id, out User? user)
            ? user
            : throw Errors.NotFound(request["id"]);
}
