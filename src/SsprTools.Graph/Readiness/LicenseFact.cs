namespace SsprTools.Graph.Readiness;

/// <summary>A licence (SKU) of a tenant or of a user. What was not told is <see langword="null"/>.</summary>
public sealed record LicenseFact
{
    public Guid? SkuId { get; init; }

    /// <summary>Such as <c>AAD_PREMIUM</c>.</summary>
    public string? SkuPartNumber { get; init; }

    /// <summary>Enabled, Warning, Suspended, Deleted, LockedOut. Tenant only.</summary>
    public string? CapabilityStatus { get; init; }

    /// <summary>User or Company. Tenant only.</summary>
    public string? AppliesTo { get; init; }

    /// <summary>Units that may be assigned. Tenant only.</summary>
    public int? EnabledUnits { get; init; }

    /// <summary>Units that are assigned. Tenant only.</summary>
    public int? ConsumedUnits { get; init; }

    public IReadOnlyList<ServicePlanFact> Plans { get; init; } = [];
}
