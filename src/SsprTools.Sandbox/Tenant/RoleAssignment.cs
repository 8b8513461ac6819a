namespace SsprTools.Sandbox.Tenant;

/// <summary>A directory role held by a user or group; eligible means held through PIM but not activated.</summary>
internal sealed record RoleAssignment(Guid Id, Guid RoleTemplateId, Guid PrincipalId, bool Eligible, DateTimeOffset CreatedDateTime);
