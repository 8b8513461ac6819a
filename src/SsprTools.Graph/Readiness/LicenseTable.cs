namespace SsprTools.Graph.Readiness;

/// <summary>
/// Products and plans as far as password reset goes. Source: facts/graph.md 1.4 (Microsoft's licensing reference, as of 2026-07-29) and 3.7. A product that
/// is not listed is judged by the plans inside it.
/// </summary>
public static class LicenseTable
{
    /// <summary>Entra ID P1. Graph's plan AAD_PREMIUM.</summary>
    public static Guid PremiumP1 { get; } = new("41781fb2-bc02-4b7c-bd55-b576c07bb09d");

    /// <summary>Entra ID P2. Graph's plan AAD_PREMIUM_P2.</summary>
    public static Guid PremiumP2 { get; } = new("eec0eb4f-6444-4f95-aba0-50c24d67f998");

    /// <summary>Plans that no source ties to password reset, so that a licence with one of them and no P1 is neither proof nor disproof.</summary>
    internal static IReadOnlyDictionary<Guid, string> Unclear { get; } = new Dictionary<Guid, string>
    {
        [new("de377cbc-0019-4ec2-b77c-3f223947e102")] = "AAD_SMB",
        [new("c4da7f8a-5ee2-4c99-a7e1-87d2df57f6fe")] = "AAD_BASIC",
        [new("3a3976ce-de18-4a87-a78e-5e9245e252df")] = "AAD_EDU",
        [new("1d0f309f-fdf9-4b2a-9ae7-9c48b91f1426")] = "AAD_BASIC_EDU",
    };

    /// <summary>What to buy.</summary>
    internal const string Covering =
        "Entra ID P1 or P2, Microsoft 365 Business Premium, F1, F3, E3 or E5, or Enterprise Mobility + Security E3 or E5 cover reset and writeback; Microsoft 365 Business Standard covers reset of cloud accounts.";

    /// <summary>What to buy for synced users.</summary>
    internal const string CoveringWriteback =
        "Entra ID P1 or P2, Microsoft 365 Business Premium, F1, F3, E3 or E5, or Enterprise Mobility + Security E3 or E5 cover writeback.";

    /// <summary>All products.</summary>
    public static IReadOnlyList<LicenseProduct> Products { get; } =
    [
        new(new("078d2b04-f1bd-4111-bbd4-b4b1b354cef4"), "Entra ID P1", ResetEntitlement.Writeback),
        new(new("84a661c4-e949-4bd2-a560-ed7766fcaf2b"), "Entra ID P2", ResetEntitlement.Writeback),
        new(new("3b555118-da6a-4418-894f-7df1e2096870"), "Microsoft 365 Business Basic", ResetEntitlement.None),
        new(new("dab7782a-93b1-4074-8bb1-0e61318bea0b"), "Microsoft 365 Business Basic", ResetEntitlement.None),
        new(new("21502a13-c8dc-4744-be9c-177fd9d2eafc"), "Microsoft 365 Business Basic (no Teams)", ResetEntitlement.None),
        new(new("b1f3042b-a390-4b56-ab61-b88e7e767a97"), "Microsoft 365 Business Basic EEA (no Teams)", ResetEntitlement.None),
        new(new("f245ecc8-75af-4f8e-b61f-27d8114de5f3"), "Microsoft 365 Business Standard", ResetEntitlement.CloudReset, ByPlan: false),
        new(new("ac5cef5d-921b-4f97-9ef3-c99076e5470f"), "Microsoft 365 Business Standard", ResetEntitlement.CloudReset, ByPlan: false),
        new(new("5a1c7b8d-0739-4ca8-bf69-ec87e69133ac"), "Microsoft 365 Business Standard (no Teams)", ResetEntitlement.CloudReset, ByPlan: false),
        new(new("ffa3a2a0-3820-462a-aa81-8a4d741f0cba"), "Microsoft 365 Business Standard EEA (no Teams)", ResetEntitlement.CloudReset, ByPlan: false),
        new(new("c1f79c29-5d7a-4bec-a2c1-1a76774864c0"), "Microsoft 365 Business Standard EEA (no Teams)", ResetEntitlement.CloudReset, ByPlan: false),
        new(new("cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46"), "Microsoft 365 Business Premium", ResetEntitlement.Writeback),
        new(new("00e1ec7b-e4a3-40d1-9441-b69b597ab222"), "Microsoft 365 Business Premium (no Teams)", ResetEntitlement.Writeback),
        new(new("a3f586b6-8cce-4d9b-99d6-55238397f77a"), "Microsoft 365 Business Premium EEA (no Teams)", ResetEntitlement.Writeback),
        new(new("24c35284-d768-4e53-84d9-b7ae73dddf69"), "Microsoft 365 Business Premium (donation)", ResetEntitlement.Writeback),
        new(new("cdd28e44-67e3-425e-be4c-737fab2899d3"), "Microsoft 365 Apps for Business", ResetEntitlement.None),
        new(new("efccb6f7-5641-4e0e-bd10-b4976e1bf68e"), "Enterprise Mobility + Security E3", ResetEntitlement.Writeback),
        new(new("b05e124f-c7cc-45a0-a6aa-8cf78c946968"), "Enterprise Mobility + Security E5", ResetEntitlement.Writeback),
        new(new("05e9a617-0261-4cee-bb44-138d3ef5d965"), "Microsoft 365 E3", ResetEntitlement.Writeback),
        new(new("06ebc4ee-1bb5-47dd-8120-11324bc54e06"), "Microsoft 365 E5", ResetEntitlement.Writeback),
        new(new("44575883-256e-4a79-9da4-ebe9acabe2b2"), "Microsoft 365 F1", ResetEntitlement.Writeback),
        new(new("66b55226-6b4f-492c-910c-a3b7a3c9d993"), "Microsoft 365 F3", ResetEntitlement.Writeback),
        new(new("c42b9cae-ea4f-4ab7-9717-81576235ccac"), "Microsoft 365 E5 developer", ResetEntitlement.Writeback),
        new(new("18181a46-0d4e-45cd-891e-60aabd171b4e"), "Office 365 E1", ResetEntitlement.None),
        new(new("6fd2c87f-b296-42f0-b197-1e91e994b900"), "Office 365 E3", ResetEntitlement.None),
        new(new("c7df2760-2c81-4ef7-b578-5b5392b571df"), "Office 365 E5", ResetEntitlement.None),
        new(new("4b585984-651b-448a-9e53-3b10f069cf7f"), "Office 365 F3", ResetEntitlement.None),
    ];

    /// <summary>The product with that id, or <see langword="null"/>.</summary>
    public static LicenseProduct? Find(Guid? skuId) => Products.FirstOrDefault(product => product.SkuId == skuId);
}
