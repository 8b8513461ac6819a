using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Products of the tenant and licences of users (graph.md 1.4).</summary>
internal static class LicenseShapes
{
    public static Shape<Sku> Sku(TenantState state, bool planDisabled) => new("subscribedSku",
    [
        new("id", sku => $"{state.Info.Id}_{sku.SkuId}"),
        new("accountId", _ => state.Info.Id.ToString()),
        new("accountName", _ => state.Info.DisplayName),
        new("appliesTo", _ => "User"),
        new("capabilityStatus", sku => sku.CapabilityStatus),
        new("consumedUnits", sku => state.ConsumedUnits(sku.SkuId)),
        new("prepaidUnits", sku => new Complex(("enabled", sku.EnabledUnits), ("suspended", 0), ("warning", sku.WarningUnits), ("lockedOut", 0))),
        new("servicePlans", sku => sku.Plans.Select(plan => Plan(plan, [], planDisabled))),
        new("skuId", sku => sku.SkuId),
        new("skuPartNumber", sku => sku.PartNumber),
        new("subscriptionIds", sku => new[] { sku.SkuId }),
    ]);

    public static Shape<LicenseAssignment> Details(TenantInfo info, User user, bool planDisabled) => new("licenseDetails",
    [
        new("id", license => $"{Convert.ToBase64String(user.Id.ToByteArray()).TrimEnd('=')}{license.SkuId:N}"),
        new("skuId", license => license.SkuId),
        new("skuPartNumber", license => info.Sku(license.SkuId)?.PartNumber),
        new("servicePlans", license =>
            info.Sku(license.SkuId)?.Plans.Select(plan => Plan(plan, license.DisabledPlans, planDisabled)) ?? []),
    ]);

    /// <summary>One row for each plan of each licence, as a user's assignedPlans has them.</summary>
    public static IEnumerable<Complex> AssignedPlans(TenantInfo info, User user, bool planDisabled) =>
        from license in user.Licenses
        let sku = info.Sku(license.SkuId)
        where sku is not null
        let off = DisabledPlans(info, license, planDisabled)
        from plan in sku.Plans
        select new Complex(
            ("assignedDateTime", user.CreatedDateTime),
            ("capabilityStatus", off.Contains(plan.Id) ? "Deleted" : sku.CapabilityStatus),
            ("service", plan.Name.StartsWith("AAD_", StringComparison.Ordinal) ? "AADPremiumService" : "exchange"),
            ("servicePlanId", plan.Id));

    public static IReadOnlyList<Guid> DisabledPlans(TenantInfo info, LicenseAssignment license, bool planDisabled) =>
    [
        .. license.DisabledPlans,
        .. planDisabled ? info.Sku(license.SkuId)?.Plans.Where(IsPremium).Select(plan => plan.Id).Except(license.DisabledPlans) ?? [] : [],
    ];

    private static bool IsPremium(ServicePlan plan) => plan.Id == ProductCatalog.PremiumP1.Id || plan.Id == ProductCatalog.PremiumP2.Id;

    private static Complex Plan(ServicePlan plan, IReadOnlyCollection<Guid> disabled, bool planDisabled)
    {
        bool isOff = disabled.Contains(plan.Id) || (planDisabled && IsPremium(plan));
        return new Complex(
            ("servicePlanId", plan.Id),
            ("servicePlanName", plan.Name),
            ("provisioningStatus", isOff ? "Disabled" : "Success"),
            ("appliesTo", plan.AppliesTo));
    }
}
