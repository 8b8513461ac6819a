namespace SsprTools.Sandbox.Tenant;

/// <summary>The tenant's authorization policy (graph.md 1.8); AllowedToUseSspr is for administrators only (1.9).</summary>
internal sealed record AuthorizationPolicy
{
    public bool AllowedToUseSspr { get; init; } = true;
    public bool AllowedToSignUpEmailBasedSubscriptions { get; init; } = true;
    public bool AllowEmailVerifiedUsersToJoinOrganization { get; init; }
    public bool? AllowUserConsentForRiskyApps { get; init; }
    public bool? BlockMsolPowerShell { get; init; } = false;
    public string AllowInvitesFrom { get; init; } = "everyone";
    public Guid GuestUserRoleId { get; init; } = new("10dae51f-b6af-4016-8d66-8c2a99b929b3");
    public bool AllowedToCreateApps { get; init; } = true;
    public bool AllowedToCreateSecurityGroups { get; init; } = true;
    public bool AllowedToCreateTenants { get; init; } = true;
    public bool AllowedToReadOtherUsers { get; init; } = true;
}
