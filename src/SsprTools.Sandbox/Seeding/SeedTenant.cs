using System.Collections.Immutable;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Reads "tenant" and "skus".</summary>
internal static class SeedTenant
{
    private static readonly Guid s_defaultId = new("7f0b2c4e-5d1a-4b8e-9c3f-2a6d8e1b4c70");

    public static TenantInfo Read(SeedObject seed, DateTimeOffset now)
    {
        SeedObject? tenant = seed.Object("tenant");
        ImmutableArray<Domain> domains = Domains(tenant);
        TenantInfo info = new()
        {
            Id = tenant?.Id("id") ?? s_defaultId,
            DisplayName = tenant?.Text("displayName") ?? "Contoso",
            Domains = domains,
            Skus = Skus(seed),
            CreatedDateTime = tenant?.Time("created") ?? now.AddYears(-2),
            TrialStarted = tenant?.Time("trialStarted"),
            CountryLetterCode = tenant?.Text("country") ?? "GB",
            OnPremisesSyncEnabled = tenant?.Has("onPremisesSyncEnabled") == true ? tenant.Flag("onPremisesSyncEnabled", false) : null,
            OnPremisesLastSyncDateTime = tenant?.Time("onPremisesLastSync"),
            BannedWords = [.. tenant?.Texts("bannedWords") ?? []],
        };
        tenant?.Done();
        return info;
    }

    private static ImmutableArray<Domain> Domains(SeedObject? tenant)
    {
        IReadOnlyList<SeedObject> items = tenant?.Objects("domains") ?? [];
        if (items.Count == 0)
        {
            return [new Domain("contoso.onmicrosoft.com", IsInitial: true, IsDefault: true)];
        }

        List<Domain> domains = [];
        foreach (SeedObject item in items)
        {
            string name = item.RequiredText("name");
            domains.Add(new Domain(
                name,
                IsInitial: name.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase),
                IsDefault: item.Flag("default", false),
                IsVerified: item.Flag("verified", true),
                IsFederated: item.Flag("federated", false)));
            item.Done();
        }

        return domains.Exists(domain => domain.IsDefault)
            ? [.. domains]
            : [domains[0] with { IsDefault = true }, .. domains.Skip(1)];
    }

    private static ImmutableArray<Sku> Skus(SeedObject seed)
    {
        List<Sku> skus = [];
        foreach (SeedObject item in seed.Objects("skus"))
        {
            string partNumber = item.RequiredText("partNumber");
            Sku sku = ProductCatalog.Find(partNumber, item.Number("units", 25)) ?? throw SeedObject.Wrong(
                item.PathOf("partNumber"), $"'{partNumber}' is not known; known are {string.Join(", ", ProductCatalog.PartNumbers)}");
            skus.Add(sku with { CapabilityStatus = item.Text("capabilityStatus") ?? "Enabled", WarningUnits = item.Number("warning", 0) });
            item.Done();
        }

        return [.. skus];
    }
}
