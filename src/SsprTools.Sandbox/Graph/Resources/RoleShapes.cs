using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Directory roles and their assignments (graph.md 1.13).</summary>
internal static class RoleShapes
{
    public static readonly Shape<DirectoryRole> Role = new("directoryRole",
    [
        new("id", role => IdOf(role)),
        new("deletedDateTime", _ => null),
        new("description", role => $"The role {role.DisplayName}."),
        new("displayName", role => role.DisplayName),
        new("roleTemplateId", role => role.TemplateId),
    ]);

    public static readonly Shape<DirectoryRole> Template = new("directoryRoleTemplate",
    [
        new("id", role => role.TemplateId),
        new("deletedDateTime", _ => null),
        new("description", role => $"The role {role.DisplayName}."),
        new("displayName", role => role.DisplayName),
    ]);

    public static readonly Shape<RoleAssignment> Assignment = new("unifiedRoleAssignment",
    [
        new("id", assignment => assignment.Id.ToString("N")),
        new("principalId", assignment => assignment.PrincipalId),
        new("directoryScopeId", _ => "/"),
        new("roleDefinitionId", assignment => assignment.RoleTemplateId),
    ]);

    public static readonly Shape<RoleAssignment> Eligibility = new("unifiedRoleEligibilityScheduleInstance",
    [
        new("id", assignment => assignment.Id.ToString("N")),
        new("principalId", assignment => assignment.PrincipalId),
        new("roleDefinitionId", assignment => assignment.RoleTemplateId),
        new("directoryScopeId", _ => "/"),
        new("startDateTime", assignment => assignment.CreatedDateTime),
        new("endDateTime", _ => null),
        new("memberType", _ => "Direct"),
        new("roleEligibilityScheduleId", assignment => assignment.Id.ToString()),
    ]);

    public static readonly QueryRules AssignmentRules = new()
    {
        Filter = new Dictionary<string, string> { ["principalId"] = "eq", ["roleDefinitionId"] = "eq", ["directoryScopeId"] = "eq" },
    };

    /// <summary>An activated role has an object id of its own, other than its template's; made from it here.</summary>
    public static Guid IdOf(DirectoryRole role)
    {
        byte[] bytes = role.TemplateId.ToByteArray();
        bytes[0] ^= 0x5a;
        return new Guid(bytes);
    }
}
