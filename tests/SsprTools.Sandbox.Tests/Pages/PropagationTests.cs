using System.Text.Json.Nodes;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>How long the pages go by an older policy or membership (graph.md 1.9, 3.10), and the administrators' rule of a trial (3.9).</summary>
public sealed class PropagationTests
{
    [Theory]
    [InlineData("PT0S")]
    [InlineData("PT10M")]
    public async Task A_saved_policy_reaches_the_pages_after_its_lag(string lag)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await SetAsync(tenant, "policy", lag);
        JsonObject policy = await tenant.Graph.PolicyAsync();
        policy["enablementType"] = 0;
        _ = (await tenant.Graph.PutPolicyAsync(policy)).Is(204);
        Assert.Equal(0, (int)(await tenant.Graph.PolicyAsync())["enablementType"]!);
        await LateAsync(tenant, PageTenant.Olga, lag, before: null, after: "SSPR_0011");
    }

    [Theory]
    [InlineData("PT0S")]
    [InlineData("PT1H")]
    public async Task AllowedToUseSSPR_takes_up_to_an_hour(string lag)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await SetAsync(tenant, "administrators", lag);
        _ = (await tenant.Graph.PatchAsync("/v1.0/policies/authorizationPolicy", new { allowedToUseSSPR = false })).Is(204);
        Assert.Equal("False", (await tenant.Graph.GetAsync("/v1.0/policies/authorizationPolicy")).Is(200)["allowedToUseSSPR"]);
        await LateAsync(tenant, PageTenant.Admin, lag, before: null, after: "SSPR_0009");
    }

    [Theory]
    [InlineData("PT0S")]
    [InlineData("PT5M")]
    public async Task A_new_member_is_in_scope_after_the_lag_of_membership(string lag)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
            (PageTenant.PolicyIn(seed)["enablementType"], PageTenant.PolicyIn(seed)["group"]) = (1, "Pilot"));
        await SetAsync(tenant, "membership", lag);
        string group = (string)(await tenant.Graph.PolicyAsync())["passwordResetEnabledGroupIds"]![0]!;
        string user = (await tenant.Graph.GetAsync($"/v1.0/users/{PageTenant.Nils}")).Is(200).Id;
        _ = (await tenant.Graph.AddMemberAsync(group, user)).Is(204);
        await LateAsync(tenant, PageTenant.Nils, lag, before: "SSPR_0013", after: null);
    }

    [Theory]
    [InlineData("2026-11-01T00:00:00Z", false, 1)]
    [InlineData("2026-11-01T00:00:00Z", true, 1)]
    [InlineData("2026-09-01T00:00:00Z", false, 2)]
    [InlineData(null, false, 1)]
    [InlineData(null, true, 2)]
    public async Task An_administrator_needs_one_method_in_the_first_30_days_of_a_trial_graph_3_9(string? trial, bool customDomain, int methods)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            seed["tenant"]!["trialStarted"] = trial;
            if (customDomain)
            {
                seed["tenant"]!["domains"]!.AsArray().Add(new JsonObject { ["name"] = "contoso.com" });
            }
        });
        RobotResult result = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Admin));
        Assert.Equal(methods, result.Steps.Count(step => step.Step == "CodeAccepted"));
    }

    private static async Task SetAsync(PageTenant tenant, string lag, string value) =>
        _ = (await tenant.Graph.PatchAsync("/_sandbox/lags", new Dictionary<string, string> { [lag] = value })).Is(200);

    private static async Task LateAsync(PageTenant tenant, string user, string lag, string? before, string? after)
    {
        if (lag != "PT0S")
        {
            Assert.Equal(before, await CodeAsync(tenant, user));
            await tenant.AdvanceAsync(lag);
        }

        Assert.Equal(after, await CodeAsync(tenant, user));
    }

    private static async Task<string?> CodeAsync(PageTenant tenant, string user)
    {
        using Browser browser = await tenant.AtGateAsync(user);
        System.Text.RegularExpressions.Match match = System.Text.RegularExpressions.Regex.Match(browser.Document.Body!.TextContent, "SSPR_00[0-9]{2}");
        return match.Success ? match.Value : null;
    }
}
