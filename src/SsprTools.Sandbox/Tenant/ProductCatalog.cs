using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Products and plans of graph.md 1.4 (from Microsoft's licensing reference).</summary>
internal static class ProductCatalog
{
    public static readonly ServicePlan PremiumP1 = new(new Guid("41781fb2-bc02-4b7c-bd55-b576c07bb09d"), "AAD_PREMIUM");
    public static readonly ServicePlan PremiumP2 = new(new Guid("eec0eb4f-6444-4f95-aba0-50c24d67f998"), "AAD_PREMIUM_P2");
    public static readonly ServicePlan Smb = new(new Guid("de377cbc-0019-4ec2-b77c-3f223947e102"), "AAD_SMB");

    private static readonly ImmutableArray<(string PartNumber, string SkuId, string Plans, bool CloudReset)> s_products =
    [
        ("AAD_PREMIUM", "078d2b04-f1bd-4111-bbd4-b4b1b354cef4", "P1", true),
        ("AAD_PREMIUM_P2", "84a661c4-e949-4bd2-a560-ed7766fcaf2b", "P1 P2", true),
        ("O365_BUSINESS_ESSENTIALS", "3b555118-da6a-4418-894f-7df1e2096870", "", false),
        ("SMB_BUSINESS_ESSENTIALS", "dab7782a-93b1-4074-8bb1-0e61318bea0b", "", false),
        ("O365_BUSINESS_PREMIUM", "f245ecc8-75af-4f8e-b61f-27d8114de5f3", "", true),
        ("SMB_BUSINESS_PREMIUM", "ac5cef5d-921b-4f97-9ef3-c99076e5470f", "", true),
        ("MICROSOFT_365_BUSINESS_STANDARD_NO_TEAMS", "5a1c7b8d-0739-4ca8-bf69-ec87e69133ac", "", true),
        ("Microsoft_365_Business_Standard_EEA_(no_Teams)", "ffa3a2a0-3820-462a-aa81-8a4d741f0cba", "", true),
        ("SPB", "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", "P1 SMB", true),
        ("O365_BUSINESS", "cdd28e44-67e3-425e-be4c-737fab2899d3", "", false),
        ("EMS", "efccb6f7-5641-4e0e-bd10-b4976e1bf68e", "P1", true),
        ("EMSPREMIUM", "b05e124f-c7cc-45a0-a6aa-8cf78c946968", "P1 P2", true),
        ("SPE_E3", "05e9a617-0261-4cee-bb44-138d3ef5d965", "P1", true),
        ("SPE_E5", "06ebc4ee-1bb5-47dd-8120-11324bc54e06", "P1 P2", true),
        ("M365_F1", "44575883-256e-4a79-9da4-ebe9acabe2b2", "P1", true),
        ("SPE_F1", "66b55226-6b4f-492c-910c-a3b7a3c9d993", "P1", true),
        ("DEVELOPERPACK_E5", "c42b9cae-ea4f-4ab7-9717-81576235ccac", "P1 P2", true),
        ("STANDARDPACK", "18181a46-0d4e-45cd-891e-60aabd171b4e", "", false),
        ("ENTERPRISEPACK", "6fd2c87f-b296-42f0-b197-1e91e994b900", "", false),
        ("ENTERPRISEPREMIUM", "c7df2760-2c81-4ef7-b578-5b5392b571df", "", false),
        ("DESKLESSPACK", "4b585984-651b-448a-9e53-3b10f069cf7f", "", false),
    ];

    // graph.md 3.7: Business Standard has no Entra plan and still entitles to cloud reset, so entitlement is by product.
    private static readonly ImmutableHashSet<Guid> s_cloudReset = [.. s_products.Where(p => p.CloudReset).Select(p => new Guid(p.SkuId))];

    public static IEnumerable<string> PartNumbers => s_products.Select(product => product.PartNumber);

    public static bool EntitlesToCloudReset(Guid skuId) => s_cloudReset.Contains(skuId);

    public static Sku? Find(string partNumber, int units)
    {
        foreach ((string name, string skuId, string plans, _) in s_products)
        {
            if (name.Equals(partNumber, StringComparison.OrdinalIgnoreCase))
            {
                return new Sku(new Guid(skuId), name, units, [.. PlansOf(plans)]);
            }
        }

        return null;
    }

    private static IEnumerable<ServicePlan> PlansOf(string plans)
    {
        foreach (string plan in plans.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return plan switch { "P1" => PremiumP1, "P2" => PremiumP2, _ => Smb };
        }

        if (plans.Length == 0)
        {
            // Products without an Entra plan still contain something; one mail plan stands for all of it.
            yield return new ServicePlan(new Guid("9aaf7827-d63c-4b61-89c3-182f06f82e5c"), "EXCHANGE_S_STANDARD");
        }
    }
}
