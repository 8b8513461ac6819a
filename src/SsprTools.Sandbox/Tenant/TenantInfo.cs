using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>The tenant itself: name, domains, products, synchronization.</summary>
internal sealed record TenantInfo
{
    public required Guid Id { get; init; }
    public required string DisplayName { get; init; }
    public required ImmutableArray<Domain> Domains { get; init; }
    public required ImmutableArray<Sku> Skus { get; init; }
    public required DateTimeOffset CreatedDateTime { get; init; }
    public string CountryLetterCode { get; init; } = "GB";

    /// <summary>When the tenant's trial began; null where nothing is on trial.</summary>
    public DateTimeOffset? TrialStarted { get; init; }
    public bool? OnPremisesSyncEnabled { get; init; }
    public DateTimeOffset? OnPremisesLastSyncDateTime { get; init; }

    /// <summary>Banned words of the tenant's own list (graph.md 3.3).</summary>
    public ImmutableArray<string> BannedWords { get; init; } = [];

    public Domain DefaultDomain => Domains.First(domain => domain.IsDefault);

    public bool HasCustomDomain => Domains.Any(domain => domain.IsVerified && !domain.Name.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase));

    public Domain? Verified(string name) =>
        Domains.FirstOrDefault(domain => domain.IsVerified && domain.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public Sku? Sku(Guid skuId) => Skus.FirstOrDefault(sku => sku.SkuId == skuId);
}
