using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>
/// A user's licences as the user object tells them: which products, which of their plans are switched off, and which work. What is in a product is
/// told by the tenant's own list. No I/O.
/// </summary>
internal static class AssignedLicenses
{
    public const string Source = "Graph user.assignedLicenses and assignedPlans";

    /// <returns>
    /// The licences, or <see langword="null"/> if the user object does not tell: a product that the tenant's list lacks, or no plan's state
    /// although there are products. Then the user's licence details have to be read.
    /// </returns>
    public static IReadOnlyList<LicenseFact>? Of(PersonRow row, IReadOnlyList<LicenseFact>? tenant)
    {
        if (row.AssignedLicenses is not { } assigned)
        {
            return null;
        }

        if (assigned.Count == 0)
        {
            return [];
        }

        var working = (row.AssignedPlans ?? []).Where(plan => plan.PlanId is not null).ToLookup(plan => plan.PlanId!.Value, plan => plan.CapabilityStatus);
        var facts = assigned.Select(license => tenant?.FirstOrDefault(sku => sku.SkuId is not null && sku.SkuId == license.SkuId) is { } sku
            ? new LicenseFact { SkuId = sku.SkuId, SkuPartNumber = sku.SkuPartNumber, Plans = [.. sku.Plans.Select(plan => State(plan, license.DisabledPlans ?? [], working))] }
            : null).ToList();
        return facts.Contains(null) || (working.Count == 0 && facts.Any(fact => fact!.Plans.Count > 0)) ? null : [.. facts.OfType<LicenseFact>()];
    }

    private static ServicePlanFact State(ServicePlanFact plan, IReadOnlyList<Guid> disabled, ILookup<Guid, string?> working) => plan with
    {
        ProvisioningStatus = plan.Id switch
        {
            null => null,
            { } id when disabled.Contains(id) => "Disabled",
            { } id when working[id].Contains("Enabled", StringComparer.OrdinalIgnoreCase) => "Success",
            // Assigned, and not among the plans that work: on its way, or in a state that is its own.
            { } id => working[id].FirstOrDefault() is { } other ? $"assigned but {other}" : "PendingActivation",
        },
    };
}
