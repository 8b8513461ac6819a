using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>The checks before a reset, in the order of graph.md 3.2: enabled and in scope, licensed, enough methods, writeback.</summary>
internal static class ResetEligibility
{
    public static ResetOutcome Judge(TenantState state, User user, Switches switches, DateTimeOffset now)
    {
        if (user.IsGuest && !user.IsGuestWithPasswordHere)
        {
            // graph.md 3.8: the home tenant decides, and Microsoft accounts cannot reset here at all.
            return ResetOutcome.ManagedElsewhere;
        }

        if (!user.AccountEnabled)
        {
            return ResetOutcome.AccountDisabled;
        }

        return Scope(state, user) is var scope && scope != ResetOutcome.Allowed ? scope
            : !IsLicensed(state, user) ? ResetOutcome.UserNotLicensed
            : OfferedOptions.MethodCount(OfferedOptions.For(state, user, switches, now)) < SsprRules.GatesFor(state, user, now) ? ResetOutcome.UserNotProperlyConfigured
            : Writeback(state, user);
    }

    /// <summary>graph.md 3.7: products with cloud reset; a synced user needs a plan with writeback, P1, P2 or what contains them.</summary>
    public static bool IsLicensed(TenantState state, User user) => user.Licenses.Where(license => state.Info.Sku(license.SkuId) is { Serves: true }).Any(license =>
        user.OnPremisesSyncEnabled == true
            ? state.Info.Sku(license.SkuId) is { } sku
                && sku.Plans.Any(plan => plan.Name.StartsWith("AAD_PREMIUM", StringComparison.Ordinal) && !license.DisabledPlans.Contains(plan.Id))
            : ProductCatalog.EntitlesToCloudReset(license.SkuId) && !IsEntraPlanOff(state, license));

    // A product that has an Entra plan entitles through it; Business Standard has none (graph.md 3.7).
    private static bool IsEntraPlanOff(TenantState state, LicenseAssignment license)
    {
        List<ServicePlan> plans = [.. state.Info.Sku(license.SkuId)?.Plans.Where(plan => plan.Name.StartsWith("AAD_PREMIUM", StringComparison.Ordinal)) ?? []];
        return plans.Count > 0 && plans.TrueForAll(plan => license.DisabledPlans.Contains(plan.Id));
    }

    private static ResetOutcome Scope(TenantState state, User user)
    {
        if (state.Scope.IsAdministrator(user.Id))
        {
            return state.AuthorizationPolicy.AllowedToUseSspr ? ResetOutcome.Allowed : ResetOutcome.TenantSsprFlagDisabled;
        }

        return state.SsprPolicy.Enablement switch
        {
            SsprEnablement.None => ResetOutcome.SsprNotEnabledInUserPolicy,
            SsprEnablement.Selected when !state.Scope.IsSelected(user.Id) => ResetOutcome.UserNotMemberOfScopedAccessGroup,
            _ => ResetOutcome.Allowed,
        };
    }

    private static ResetOutcome Writeback(TenantState state, User user) =>
        user.OnPremisesSyncEnabled != true ? ResetOutcome.Allowed
        : !state.OnPremisesPolicy.WritebackEnabled ? ResetOutcome.WritebackNotEnabled
        : !state.OnPremisesPolicy.AgentReachable ? ResetOutcome.OnPremisesConnectivityError
        : ResetOutcome.Allowed;
}
