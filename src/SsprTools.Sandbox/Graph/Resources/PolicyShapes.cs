using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>The two policies as Graph entities.</summary>
internal static class PolicyShapes
{
    public static readonly Shape<AuthorizationPolicy> Authorization = new("authorizationPolicy",
    [
        new("id", _ => "authorizationPolicy"),
        new("deletedDateTime", _ => null),
        new("displayName", _ => "Authorization Policy"),
        new("description", _ => "Used to manage authorization related settings across the company."),
        new("allowInvitesFrom", policy => policy.AllowInvitesFrom),
        new("allowedToSignUpEmailBasedSubscriptions", policy => policy.AllowedToSignUpEmailBasedSubscriptions),
        new("allowedToUseSSPR", policy => policy.AllowedToUseSspr),
        new("allowEmailVerifiedUsersToJoinOrganization", policy => policy.AllowEmailVerifiedUsersToJoinOrganization),
        new("allowUserConsentForRiskyApps", policy => policy.AllowUserConsentForRiskyApps),
        new("blockMsolPowerShell", policy => policy.BlockMsolPowerShell),
        new("guestUserRoleId", policy => policy.GuestUserRoleId),
        new("defaultUserRolePermissions", policy => new Complex(
            ("allowedToCreateApps", policy.AllowedToCreateApps),
            ("allowedToCreateSecurityGroups", policy.AllowedToCreateSecurityGroups),
            ("allowedToCreateTenants", policy.AllowedToCreateTenants),
            ("allowedToReadBitlockerKeysForOwnedDevice", true),
            ("allowedToReadOtherUsers", policy.AllowedToReadOtherUsers),
            ("permissionGrantPoliciesAssigned", Array.Empty<string>()))),
    ]);

    public static readonly Shape<MethodsPolicy> Methods = new("authenticationMethodsPolicy",
    [
        new("id", _ => "authenticationMethodsPolicy"),
        new("displayName", _ => "Authentication Methods Policy"),
        new("description", _ => "The tenant-wide policy that controls which authentication methods are allowed in the tenant."),
        new("lastModifiedDateTime", policy => policy.LastModifiedDateTime),
        new("policyVersion", _ => "1.5"),
        new("policyMigrationState", policy => Name(policy.MigrationState)),
        new("reconfirmationInDays", policy => policy.ReconfirmationInDays),
        new("registrationEnforcement", policy => new Complex(("authenticationMethodsRegistrationCampaign", new Complex(
            ("snoozeDurationInDays", policy.Campaign.SnoozeDurationInDays),
            ("state", policy.Campaign.State),
            ("excludeTargets", policy.Campaign.ExcludeTargets.Select(target => new Complex(("id", target.Id), ("targetType", target.TargetType)))),
            ("includeTargets", policy.Campaign.IncludeTargets.Select(target => new Complex(
                ("id", target.Id), ("targetType", target.TargetType), ("targetedAuthenticationMethod", "microsoftAuthenticator")))))))),
    ]);

    public static string Name(MigrationState state) => state switch
    {
        MigrationState.PreMigration => "preMigration",
        MigrationState.MigrationInProgress => "migrationInProgress",
        _ => "migrationComplete",
    };
}
