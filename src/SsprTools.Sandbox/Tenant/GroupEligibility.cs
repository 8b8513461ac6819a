namespace SsprTools.Sandbox.Tenant;

/// <summary>Somebody, or a whole group, who may make themselves a member or owner of a group (PIM for Groups).</summary>
internal sealed record GroupEligibility(Guid Id, Guid GroupId, Guid PrincipalId, string AccessId, DateTimeOffset CreatedDateTime);
