using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>Licences by the names that Situations.txt uses. Ids: facts/graph.md 1.4.</summary>
internal static class SituationLicenses
{
    private static readonly ServicePlanFact s_p1 = new(new("41781fb2-bc02-4b7c-bd55-b576c07bb09d"), "AAD_PREMIUM", "Success");
    private static readonly ServicePlanFact s_p2 = new(new("eec0eb4f-6444-4f95-aba0-50c24d67f998"), "AAD_PREMIUM_P2", "Success");
    private static readonly ServicePlanFact s_education = new(new("3a3976ce-de18-4a87-a78e-5e9245e252df"), "AAD_EDU", "Success");

    /// <param name="tenant">The tenant's own list, which alone tells the state of a subscription; "?": not read.</param>
    public static (PrerequisiteResult Cloud, PrerequisiteResult Writeback) Judge(string text, string tenant)
    {
        IReadOnlyList<LicenseFact>? licences = text switch
        {
            "?" => null,
            "none" => [],
            _ => [.. text.Split(',').Select(Find)],
        };
        var held = licences?.Select(licence => licence with { CapabilityStatus = null }).ToList();
        var results = LicenseRules.JudgeUser("monica@contoso.com", held, tenant == "?" ? null : licences ?? [], "test", Facts.Now);
        return (results[0], results[1]);
    }

    private static LicenseFact Find(string name) => name switch
    {
        "P1" => License("078d2b04-f1bd-4111-bbd4-b4b1b354cef4", s_p1),
        "P2" => License("84a661c4-e949-4bd2-a560-ed7766fcaf2b", s_p1, s_p2),
        "P1Disabled" => License("078d2b04-f1bd-4111-bbd4-b4b1b354cef4", s_p1 with { ProvisioningStatus = "Disabled" }),
        "P1Pending" => License("078d2b04-f1bd-4111-bbd4-b4b1b354cef4", s_p1 with { ProvisioningStatus = "PendingActivation" }),
        "P1Suspended" => License("078d2b04-f1bd-4111-bbd4-b4b1b354cef4", s_p1) with { CapabilityStatus = "Suspended" },
        "BusinessPremium" => License("cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", s_p1),
        "BusinessStandard" => License("f245ecc8-75af-4f8e-b61f-27d8114de5f3"),
        "BusinessBasic" => License("3b555118-da6a-4418-894f-7df1e2096870"),
        "OfficeE3" => License("6fd2c87f-b296-42f0-b197-1e91e994b900"),
        "Education" => License("00000000-0000-0000-0000-00000000abcd", s_education),
        _ => throw new FormatException(name),
    };

    private static LicenseFact License(string sku, params ServicePlanFact[] plans) =>
        new() { SkuId = new Guid(sku), SkuPartNumber = "PART", CapabilityStatus = "Enabled", Plans = plans };
}
