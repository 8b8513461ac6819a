using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>A product the tenant has bought.</summary>
internal sealed record Sku(Guid SkuId, string PartNumber, int EnabledUnits, ImmutableArray<ServicePlan> Plans)
{
    public string CapabilityStatus { get; init; } = "Enabled";

    /// <summary>A subscription in its grace period still serves; a suspended one, or one locked out or deleted, does not.</summary>
    public bool Serves => CapabilityStatus is "Enabled" or "Warning";

    public int WarningUnits { get; init; }

    public bool HasPlan(Guid planId) => Plans.Any(plan => plan.Id == planId);
}
