namespace SsprTools.Sandbox.SelfService;

/// <summary>Why a reset is refused; the number is the one of SSPR_00xx (graph.md 3.2).</summary>
internal enum ResetOutcome
{
    Allowed = 0,
    TenantSsprFlagDisabled = 9,
    WritebackNotEnabled = 10,
    SsprNotEnabledInUserPolicy = 11,
    UserNotLicensed = 12,
    UserNotMemberOfScopedAccessGroup = 13,
    UserNotProperlyConfigured = 14,
    OnPremisesAdminActionRequired = 29,
    OnPremisesConnectivityError = 30,

    /// <summary>Refusals without a documented code.</summary>
    Blocked = 1001,
    AccountDisabled = 1002,
    ManagedElsewhere = 1003,
}
