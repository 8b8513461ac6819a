namespace SsprTools.Graph.Readiness;

/// <summary>What one licence proves about one entitlement.</summary>
/// <param name="IsCovering">It is the right licence, whatever keeps it from being a pass.</param>
internal sealed record LicenseFinding(LicenseFact License, Verdict Verdict, string Reason, bool IsCovering)
{
    /// <summary>The licence in words: product, part number, state, units, the plans that matter.</summary>
    public string Evidence()
    {
        var parts = new List<string>();
        if (License.CapabilityStatus is { } status)
        {
            parts.Add(status);
        }

        if (License.EnabledUnits is { } enabled)
        {
            parts.Add(License.ConsumedUnits is { } used ? $"{used} of {enabled} units in use" : $"{enabled} units");
        }

        parts.AddRange(License.Plans
            .Where(plan => plan.Id == LicenseTable.PremiumP1 || plan.Id == LicenseTable.PremiumP2 || (plan.Id is { } id && LicenseTable.Unclear.ContainsKey(id)))
            .Select(plan => $"plan {plan.Name ?? plan.Id.ToString()} {plan.ProvisioningStatus ?? "in an unknown state"}"));
        return parts.Count == 0 ? Name(License) : $"{Name(License)}: {string.Join(", ", parts)}";
    }

    public static string Name(LicenseFact license)
    {
        var part = license.SkuPartNumber ?? license.SkuId?.ToString() ?? "a licence without a name";
        return LicenseTable.Find(license.SkuId) is { } product ? $"{product.Name} ({part})" : part;
    }
}
