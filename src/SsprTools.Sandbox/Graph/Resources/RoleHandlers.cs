using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Directory roles (graph.md 1.13).</summary>
internal sealed class RoleHandlers(Service service)
{
    public IEnumerable<GraphRoute> Routes()
    {
        yield return new GraphRoute("GET", "directoryRoles", Permissions.RolesRead, Roles) { Options = ["$select", "$filter"] };
        yield return new GraphRoute("GET", "directoryRoleTemplates", Permissions.RolesRead, Templates) { Options = ["$select"] };
        yield return new GraphRoute("GET", "directoryRoles/{id}", Permissions.RolesRead, Role) { Options = ["$select"] };
        yield return new GraphRoute("GET", "directoryRoles/{id}/members", Permissions.RolesRead, Members) { Options = ["$select"] };
        yield return new GraphRoute("GET", "roleManagement/directory/roleAssignments", Permissions.RolesRead, Assignments)
        {
            Options = ["$select", "$filter", "$top", "$skiptoken"],
        };
        yield return new GraphRoute("GET", "roleManagement/directory/roleEligibilityScheduleInstances", Permissions.EligibilityRead, Eligibilities)
        {
            Options = ["$select", "$filter", "$top", "$skiptoken"],
        };
    }

    private GraphResult Templates(GraphRequest request) => service.Listing.Page(request, new ListSource<DirectoryRole>(
        DirectoryRoles.All, RoleShapes.Template, QueryRules.None, "directoryRoleTemplates"));

    /// <summary>Only activated roles, that is those that somebody holds; Global Administrator always is.</summary>
    private static List<DirectoryRole> Activated(TenantState state) =>
    [
        .. DirectoryRoles.All.Where(role => role == DirectoryRoles.GlobalAdministrator
            || state.RoleAssignments.Any(assignment => !assignment.Eligible && assignment.RoleTemplateId == role.TemplateId)),
    ];

    private GraphResult Roles(GraphRequest request) => service.Listing.Page(request, new ListSource<DirectoryRole>(
        Activated(request.State), RoleShapes.Role, QueryRules.None with
        {
            Filter = new Dictionary<string, string> { ["roleTemplateId"] = "eq", ["displayName"] = "eq" },
        },
        "directoryRoles"));

    private static GraphResult Role(GraphRequest request)
    {
        DirectoryRole role = Find(request);
        ParsedQuery<DirectoryRole> query = ParsedQuery<DirectoryRole>.Of(request, RoleShapes.Role, QueryRules.None, countNeedsEventual: false);
        return GraphResult.Ok(writer => RoleShapes.Role.WriteEntity(
            writer, role, $"{request.Root}/$metadata#directoryRoles/$entity", query.Select));
    }

    /// <summary>Direct members only: a group that holds the role shows as the group.</summary>
    private GraphResult Members(GraphRequest request)
    {
        DirectoryRole role = Find(request);
        List<IDirectoryObject> members =
        [
            .. request.State.RoleAssignments
                .Where(assignment => !assignment.Eligible && assignment.RoleTemplateId == role.TemplateId)
                .Select(assignment => request.State.FindObject(assignment.PrincipalId))
                .OfType<IDirectoryObject>(),
        ];
        return service.Listing.Page(request, new ListSource<IDirectoryObject>(
            members, DirectoryObjectShape.Mixed, QueryRules.None, "directoryObjects") { TypeOf = DirectoryObjectShape.TypeOf });
    }

    private GraphResult Assignments(GraphRequest request) => List(request, eligible: false, RoleShapes.Assignment, "roleAssignments");

    private GraphResult Eligibilities(GraphRequest request)
    {
        GroupEligibilityHandlers.RequireP2(service);
        return List(request, eligible: true, RoleShapes.Eligibility, "roleEligibilityScheduleInstances");
    }

    private GraphResult List(GraphRequest request, bool eligible, Shape<RoleAssignment> shape, string name) =>
        service.Listing.Page(request, new ListSource<RoleAssignment>(
            [.. request.State.RoleAssignments.Where(assignment => assignment.Eligible == eligible)],
            shape, RoleShapes.AssignmentRules, $"roleManagement/directory/{name}") { Version = request.State.Version });

    private static DirectoryRole Find(GraphRequest request) =>
        Guid.TryParse(request["id"], out Guid id) && Activated(request.State).Find(role => RoleShapes.IdOf(role) == id) is { } found
            ? found
            : throw Errors.NotFound(request["id"]);
}
