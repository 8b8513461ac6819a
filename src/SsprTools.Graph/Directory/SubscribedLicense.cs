namespace SsprTools.Graph.Directory;

/// <summary>A licence that the tenant has bought. Source: facts/graph.md 1.4.</summary>
public sealed record SubscribedLicense
{
    public required Guid SkuId { get; init; }

    /// <summary>Such as <c>AAD_PREMIUM</c>.</summary>
    public required string SkuPartNumber { get; init; }

    /// <summary>Units that users can have, those in their grace period included.</summary>
    public int? TotalUnits { get; init; }

    public int? ConsumedUnits { get; init; }

    /// <summary><see langword="null"/>: the service did not say.</summary>
    public int? FreeUnits => TotalUnits - ConsumedUnits;

    /// <summary><c>Enabled</c>, <c>Warning</c>, <c>Suspended</c>, <c>Deleted</c>, <c>LockedOut</c>.</summary>
    public string? CapabilityStatus { get; init; }

    /// <summary><c>User</c> or <c>Company</c>; the latter cannot be given to a user.</summary>
    public string? AppliesTo { get; init; }

    public override string ToString() => SkuPartNumber;
}
