using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>facts/graph.md 1.4 and 3.7.</summary>
public sealed class LicenseRulesTests
{
    private const string P1Plan = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";
    private const string P2Plan = "eec0eb4f-6444-4f95-aba0-50c24d67f998";
    private const string SmbPlan = "de377cbc-0019-4ec2-b77c-3f223947e102";
    private const string P1Sku = "078d2b04-f1bd-4111-bbd4-b4b1b354cef4";
    private const string StandardSku = "f245ecc8-75af-4f8e-b61f-27d8114de5f3";
    private const string OfficeE3Sku = "6fd2c87f-b296-42f0-b197-1e91e994b900";
    private const string BusinessBasicSku = "3b555118-da6a-4418-894f-7df1e2096870";
    private const string PremiumSku = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46";
    private const string StrangeSku = "00000000-0000-0000-0000-00000000abcd";

    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    // Entra ID P1 and P2, by their plans.
    [InlineData(P1Sku, P1Plan, "Success", "Enabled", Verdict.Pass, Verdict.Pass)]
    [InlineData(StrangeSku, P1Plan, "Success", "Enabled", Verdict.Pass, Verdict.Pass)]
    [InlineData(StrangeSku, P2Plan, "Success", "Enabled", Verdict.Pass, Verdict.Pass)]
    [InlineData(PremiumSku, P1Plan, "Success", "Enabled", Verdict.Pass, Verdict.Pass)]
    // A plan that is switched off, or on its way.
    [InlineData(P1Sku, P1Plan, "Disabled", "Enabled", Verdict.Fail, Verdict.Fail)]
    [InlineData(P1Sku, P1Plan, "PendingActivation", "Enabled", Verdict.Unknown, Verdict.Unknown)]
    [InlineData(P1Sku, P1Plan, "PendingProvisioning", "Enabled", Verdict.Unknown, Verdict.Unknown)]
    [InlineData(P1Sku, P1Plan, null, "Enabled", Verdict.Unknown, Verdict.Unknown)]
    // The state of the subscription.
    [InlineData(P1Sku, P1Plan, "Success", "Suspended", Verdict.Fail, Verdict.Fail)]
    [InlineData(P1Sku, P1Plan, "Success", "LockedOut", Verdict.Fail, Verdict.Fail)]
    [InlineData(P1Sku, P1Plan, "Success", "Deleted", Verdict.Fail, Verdict.Fail)]
    [InlineData(P1Sku, P1Plan, "Success", "Warning", Verdict.Unknown, Verdict.Unknown)]
    [InlineData(P1Sku, P1Plan, "Success", "SomethingNew", Verdict.Unknown, Verdict.Unknown)]
    [InlineData(P1Sku, P1Plan, "Success", null, Verdict.Unknown, Verdict.Unknown)]
    // Business Standard has cloud reset without an Entra plan.
    [InlineData(StandardSku, null, null, "Enabled", Verdict.Pass, Verdict.Fail)]
    [InlineData(StandardSku, null, null, "Suspended", Verdict.Fail, Verdict.Fail)]
    [InlineData(StandardSku, null, null, null, Verdict.Unknown, Verdict.Fail)]
    // What does not cover it.
    [InlineData(OfficeE3Sku, null, null, "Enabled", Verdict.Fail, Verdict.Fail)]
    [InlineData(BusinessBasicSku, null, null, "Enabled", Verdict.Fail, Verdict.Fail)]
    [InlineData(StrangeSku, null, null, "Enabled", Verdict.Fail, Verdict.Fail)]
    // AAD_SMB alone is no proof, nor is a product that should hold P1 and does not show it.
    [InlineData(StrangeSku, SmbPlan, "Success", "Enabled", Verdict.Unknown, Verdict.Unknown)]
    [InlineData(PremiumSku, SmbPlan, "Success", "Enabled", Verdict.Unknown, Verdict.Unknown)]
    [InlineData(PremiumSku, null, null, "Enabled", Verdict.Unknown, Verdict.Unknown)]
    [InlineData(null, null, null, "Enabled", Verdict.Unknown, Verdict.Unknown)]
    public void A_tenant_licence_is_judged_by_product_plan_and_state(
        string? sku, string? plan, string? planStatus, string? capability, Verdict reset, Verdict writeback)
    {
        var results = LicenseRules.JudgeTenant([License(sku, plan, planStatus) with { CapabilityStatus = capability }], "test", s_now);

        Assert.Equal(reset, Of(results, LicenseRules.CloudResetCheck).Verdict);
        Assert.Equal(writeback, Of(results, LicenseRules.WritebackCheck).Verdict);
        Assert.All(results, result => Assert.False(string.IsNullOrEmpty(result.Reason)));
        Assert.All(results.Where(result => result.Verdict == Verdict.Fail), result => Assert.False(string.IsNullOrEmpty(result.NextStep)));
    }

    [Fact]
    public void No_facts_are_unknown_and_never_a_pass()
    {
        Assert.All(LicenseRules.JudgeTenant(null, "test", s_now), result => Assert.Equal(Verdict.Unknown, result.Verdict));
        Assert.All(LicenseRules.JudgeUser("kim@contoso.com", null, null, "test", s_now), result => Assert.Equal(Verdict.Unknown, result.Verdict));
    }

    [Fact]
    public void No_licence_at_all_fails_and_says_which_would_do_and_how_long_it_may_take()
    {
        var result = Of(LicenseRules.JudgeTenant([], "test", s_now), LicenseRules.CloudResetCheck);

        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Contains("Entra ID P1", result.NextStep, StringComparison.Ordinal);
        Assert.Contains("Business Standard", result.NextStep, StringComparison.Ordinal);
        Assert.Contains("24 hours", result.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25, 3, Verdict.Pass)]
    [InlineData(25, 24, Verdict.Pass)]
    [InlineData(25, 25, Verdict.Fail)]
    [InlineData(25, 30, Verdict.Fail)]
    [InlineData(25, null, Verdict.Unknown)]
    [InlineData(null, 3, Verdict.Unknown)]
    [InlineData(0, 0, Verdict.Fail)]
    public void A_free_unit_is_one_that_is_enabled_and_not_in_use(int? enabled, int? consumed, Verdict expected)
    {
        var license = License(P1Sku, P1Plan, "Success") with { CapabilityStatus = "Enabled", EnabledUnits = enabled, ConsumedUnits = consumed };

        Assert.Equal(expected, Of(LicenseRules.JudgeTenant([license], "test", s_now), LicenseRules.FreeUnitCheck).Verdict);
    }

    [Fact]
    public void Free_units_of_a_licence_that_covers_nothing_do_not_count()
    {
        var office = License(OfficeE3Sku, null, null) with { CapabilityStatus = "Enabled", EnabledUnits = 100, ConsumedUnits = 0 };
        var premium = License(P1Sku, P1Plan, "Success") with { CapabilityStatus = "Enabled", EnabledUnits = 5, ConsumedUnits = 5 };

        Assert.Equal(Verdict.Fail, Of(LicenseRules.JudgeTenant([office, premium], "test", s_now), LicenseRules.FreeUnitCheck).Verdict);
        Assert.Equal(Verdict.Fail, Of(LicenseRules.JudgeTenant([office], "test", s_now), LicenseRules.FreeUnitCheck).Verdict);
    }

    [Fact]
    public void One_licence_that_covers_it_is_enough_whatever_the_others_are()
    {
        var broken = License(P1Sku, P1Plan, "Disabled") with { CapabilityStatus = "Enabled" };
        var good = License(StandardSku, null, null) with { CapabilityStatus = "Enabled" };

        var results = LicenseRules.JudgeTenant([broken, good], "test", s_now);

        Assert.Equal(Verdict.Pass, Of(results, LicenseRules.CloudResetCheck).Verdict);
        var writeback = Of(results, LicenseRules.WritebackCheck);
        Assert.Equal(Verdict.Fail, writeback.Verdict);
        Assert.Contains("switched off", writeback.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(P1Sku, P1Plan, "Success", "Enabled", Verdict.Pass)]
    [InlineData(P1Sku, P1Plan, "Success", null, Verdict.Unknown)]
    [InlineData(P1Sku, P1Plan, "Disabled", "Enabled", Verdict.Fail)]
    [InlineData(P1Sku, P1Plan, "Success", "Suspended", Verdict.Fail)]
    [InlineData(StandardSku, null, null, "Enabled", Verdict.Pass)]
    [InlineData(StandardSku, null, null, null, Verdict.Unknown)]
    [InlineData(OfficeE3Sku, null, null, "Enabled", Verdict.Fail)]
    public void A_users_licence_takes_the_subscriptions_state_from_the_tenant(string sku, string? plan, string? planStatus, string? capability, Verdict expected)
    {
        var license = License(sku, plan, planStatus);
        IReadOnlyList<LicenseFact> tenant = capability is null ? [] : [license with { CapabilityStatus = capability }];

        var result = Of(LicenseRules.JudgeUser("kim@contoso.com", [license], tenant, "test", s_now), LicenseRules.UserCloudResetCheck);

        Assert.Equal(expected, result.Verdict);
        Assert.Equal("kim@contoso.com", result.User);
    }

    [Fact]
    public void Every_product_of_the_table_is_there_once_and_with_its_plan_judged_as_the_table_says()
    {
        Assert.Equal(LicenseTable.Products.Count, LicenseTable.Products.Select(product => product.SkuId).Distinct().Count());
        foreach (var product in LicenseTable.Products)
        {
            var plan = product is { ByPlan: true, Entitlement: ResetEntitlement.Writeback } ? P1Plan : null;
            var results = LicenseRules.JudgeTenant([License(product.SkuId.ToString(), plan, "Success") with { CapabilityStatus = "Enabled" }], "test", s_now);
            Assert.Equal(product.Entitlement >= ResetEntitlement.CloudReset, Of(results, LicenseRules.CloudResetCheck).Verdict == Verdict.Pass);
            Assert.Equal(product.Entitlement >= ResetEntitlement.Writeback, Of(results, LicenseRules.WritebackCheck).Verdict == Verdict.Pass);
        }
    }

    private static PrerequisiteResult Of(IReadOnlyList<PrerequisiteResult> results, string check) => results.Single(result => result.Check == check);

    private static LicenseFact License(string? sku, string? plan, string? planStatus) => new()
    {
        SkuId = sku is null ? null : new Guid(sku),
        SkuPartNumber = "PART",
        Plans = plan is null ? [] : [new ServicePlanFact(new Guid(plan), "PLAN", planStatus)],
    };
}
