namespace SsprTools.Sandbox.Tenant;

/// <summary>Rules that a change can break.</summary>
internal enum TenantRule
{
    DuplicateUserPrincipalName,
    UnverifiedDomain,
    ImmutableIdRequired,
    WeakPassword,
    NotFound,
    AlreadyMember,
    NotMember,
    DuplicateReference,
    MemberOfItself,
    UsageLocationMissing,
    NoLicenseUnits,
    UnknownSku,
    LicenseNotHeld,
    PhoneExists,
    MobileFirst,
    AlternateMobileFirst,
    DefaultMethod,
    EmailExists,
    GroupUnknown,
}
