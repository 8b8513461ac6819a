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

    private static Complex Plan(ServicePlan plan, IReadOnlyCollection<Guid> disabled, bool planDisabled)
    {
        bool isPremium = plan.Id == ProductCatalog.PremiumP1.Id || plan.Id == ProductCatalog.PremiumP2.Id;
        bool isOff = disabled.Contains(plan.Id) || (planDisabled && isPremium);
        return new Complex(
            ("servicePlanId", plan.Id),
            ("servicePlanName", plan.Name),
            ("provisioningStatus", isOff ? "Disabled" : "Success"),
            ("appliesTo", plan.AppliesTo));
    }
}
