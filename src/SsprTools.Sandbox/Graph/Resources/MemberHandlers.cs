using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Members of groups and groups of members (graph.md 1.2, 1.3).</summary>
internal sealed class MemberHandlers(Service service)
{
    public IEnumerable<GraphRoute> Routes()
    {
        foreach ((string name, bool transitive) in new[] { ("members", false), ("transitiveMembers", true) })
        {
            string path = $"groups/{{id}}/{name}";
            yield return new GraphRoute("GET", path, Permissions.GroupsRead, request => Members(request, transitive)) { Options = QueryOptions.Members };
            yield return new GraphRoute("GET", path + "/$count", Permissions.GroupsRead, request => MemberCount(request, transitive)) { Options = ["$filter"] };
            yield return new GraphRoute("GET", path + "/microsoft.graph.user", Permissions.GroupsRead, request => Users(request, transitive)) { Options = QueryOptions.Members };
            yield return new GraphRoute("GET", path + "/microsoft.graph.group", Permissions.GroupsRead, request => Groups(request, transitive)) { Options = QueryOptions.Members };
        }

        yield return new GraphRoute("POST", "groups/{id}/members/$ref", Permissions.MembersWrite, Add);
        yield return new GraphRoute("DELETE", "groups/{id}/members/{memberId}/$ref", Permissions.MembersWrite, Remove);
        yield return new GraphRoute("DELETE", "groups/{id}/members/{memberId}", Permissions.UsersDelete, DeleteObject);
        yield return new GraphRoute("POST", "groups/{id}/members", Permissions.MembersWrite, _ =>
            throw Errors.BadRequest("Write requests are only supported on contained entities"));

        foreach (string owner in new[] { "users/{id}", "me" })
        {
            foreach ((string name, bool transitive) in new[] { ("memberOf", false), ("transitiveMemberOf", true) })
            {
                string path = $"{owner}/{name}";
                yield return new GraphRoute("GET", path, Permissions.MembershipRead, request => Parents(request, transitive)) { Options = QueryOptions.Members, UserValue = "id" };
                yield return new GraphRoute("GET", path + "/microsoft.graph.group", Permissions.MembershipRead, request => ParentGroups(request, transitive)) { Options = QueryOptions.Members, UserValue = "id" };
                yield return new GraphRoute("GET", path + "/microsoft.graph.directoryRole", Permissions.MembershipRead, request => ParentRoles(request, transitive)) { Options = ["$select", "$count"], UserValue = "id" };
            }

            yield return new GraphRoute("POST", owner + "/checkMemberGroups", Permissions.CheckMembers, CheckMemberGroups) { UserValue = "id" };
        }

        foreach ((string name, bool transitive) in new[] { ("memberOf", false), ("transitiveMemberOf", true) })
        {
            yield return new GraphRoute("GET", $"groups/{{id}}/{name}", Permissions.GroupsRead, request => GroupParents(request, transitive)) { Options = QueryOptions.Members };
        }
    }

    private GraphResult Members(GraphRequest request, bool transitive) =>
        service.Listing.Page(request, Source(request, MembersOf(request, transitive), "directoryObjects"));

    private GraphResult MemberCount(GraphRequest request, bool transitive) =>
        service.Listing.CountOnly(request, Source(request, MembersOf(request, transitive), "directoryObjects"));

    private GraphResult Users(GraphRequest request, bool transitive)
    {
        TenantState state = request.State;
        Group group = GroupHandlers.Find(request, state);
        IReadOnlyList<Guid> ids = IdsOf(state, group, transitive);
        MemberRows<User> users = new(state, state.HasGroups(group) ? [.. ids.Where(id => state.Groups.Find(id) is null)] : ids);
        return service.Listing.Page(request, new ListSource<User>(users, UserShape.Shape, UserShape.Rules, "users") { Version = state.Version });
    }

    private GraphResult Groups(GraphRequest request, bool transitive)
    {
        TenantState state = request.State;
        Group group = GroupHandlers.Find(request, state);
        List<Group> groups = state.HasGroups(group) ? [.. IdsOf(state, group, transitive).Select(state.Groups.Find).OfType<Group>()] : [];
        return service.Listing.Page(request, new ListSource<Group>(groups, GroupShape.Shape, GroupShape.Rules, "groups") { Version = state.Version });
    }

    private static MemberRows<IDirectoryObject> MembersOf(GraphRequest request, bool transitive) =>
        new(request.State, IdsOf(request.State, GroupHandlers.Find(request, request.State), transitive));

    private static IReadOnlyList<Guid> IdsOf(TenantState state, Group group, bool transitive) =>
        transitive ? state.TransitiveIdsOf(group) : group.Members.InOrder;

    private static ListSource<IDirectoryObject> Source(GraphRequest request, IReadOnlyList<IDirectoryObject> items, string context) =>
        new(items, DirectoryObjectShape.Mixed, UserShape.Rules, context) { Version = request.State.Version, TypeOf = DirectoryObjectShape.TypeOf };

    private GraphResult Add(GraphRequest request)
    {
        Group group = GroupHandlers.Find(request, service.Store.Current);
        GroupHandlers.RequireMayManage(request, group);
        service.Store.AddMembers(request.Actor, group.Id, [References.Single(request)]);
        return GraphResult.NoContent;
    }

    private GraphResult Remove(GraphRequest request)
    {
        Group group = GroupHandlers.Find(request, service.Store.Current);
        GroupHandlers.RequireMayManage(request, group);
        Guid memberId = Guid.TryParse(request["memberId"], out Guid id) ? id : throw Errors.NotFound(request["memberId"]);
        service.Store.RemoveMember(request.Actor, group.Id, memberId);
        return GraphResult.NoContent;
    }

    /// <summary>Without /$ref this deletes the object itself, if the caller may (graph.md 1.3). That is how the service is.</summary>
    private GraphResult DeleteObject(GraphRequest request)
    {
        TenantState state = service.Store.Current;
        Group group = GroupHandlers.Find(request, state);
        if (!Guid.TryParse(request["memberId"], out Guid id) || !group.Members.Contains(id))
        {
            throw Errors.NotFound(request["memberId"]);
        }

        if (state.Users.Find(id) is { } user)
        {
            ActorRules.RequireMayActOn(service, request, user);
            service.Store.DeleteUser(request.Actor, id);
        }
        else
        {
            service.Store.DeleteGroup(request.Actor, id);
        }

        return GraphResult.NoContent;
    }

    private GraphResult Parents(GraphRequest request, bool transitive)
    {
        User user = UserFinder.Find(request, request.State);
        return service.Listing.Page(request, Source(request, [.. GroupsOf(request.State, user.Id, transitive)], "directoryObjects"));
    }

    private GraphResult ParentGroups(GraphRequest request, bool transitive)
    {
        User user = UserFinder.Find(request, request.State);
        return service.Listing.Page(request, new ListSource<Group>(
            [.. GroupsOf(request.State, user.Id, transitive)], GroupShape.Shape, GroupShape.Rules, "groups") { Version = request.State.Version });
    }

    private GraphResult GroupParents(GraphRequest request, bool transitive)
    {
        Group group = GroupHandlers.Find(request, request.State);
        return service.Listing.Page(request, Source(request, [.. GroupsOf(request.State, group.Id, transitive)], "directoryObjects"));
    }

    private GraphResult ParentRoles(GraphRequest request, bool transitive)
    {
        User user = UserFinder.Find(request, request.State);
        IEnumerable<DirectoryRole> roles = request.State.RolesOf(user.Id, includeEligible: false)
            .Where(role => transitive || role.PrincipalId == user.Id)
            .Select(role => DirectoryRoles.Get(role.RoleTemplateId))
            .Distinct();
        return service.Listing.Page(request, new ListSource<DirectoryRole>(
            [.. roles], RoleShapes.Role, QueryRules.None with { IsDirectory = true }, "directoryRoles"));
    }

    private static IEnumerable<Group> GroupsOf(TenantState state, Guid memberId, bool transitive) =>
        transitive ? state.TransitiveGroupsOf(memberId) : state.GroupsOf(memberId);

    private static GraphResult CheckMemberGroups(GraphRequest request)
    {
        JsonElement body = BodyReader.ReadParameters(request, "groupIds");
        if (!body.TryGetProperty("groupIds", out JsonElement ids) || ids.ValueKind != JsonValueKind.Array || ids.GetArrayLength() is 0 or > 20)
        {
            throw Errors.InvalidValue("groupIds");
        }

        User user = UserFinder.Find(request, request.State);
        HashSet<Guid> member = [.. request.State.TransitiveGroupsOf(user.Id).Select(group => group.Id)];
        List<string> found = [.. body.Texts("groupIds").Where(text => Guid.TryParse(text, out Guid id) && member.Contains(id))];
        return GraphResult.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.context", $"{request.Root}/$metadata#Collection(Edm.String)");
            writer.WritePropertyName("value");
            JsonValueWriter.Write(writer, found);
            writer.WriteEndObject();
        });
    }
}
