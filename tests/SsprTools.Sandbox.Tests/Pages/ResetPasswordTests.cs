using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>The new password of a reset and what follows: graph.md 3.3, 3.8, 1.12.</summary>
public sealed class ResetPasswordTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reset_may_take_the_last_password_again_graph_3_3()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga, next: PageTenant.Known));
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga));
    }

    [Theory]
    [InlineData("C0ntos0Blank12", false)]
    [InlineData("ContoS0Bl@nkf9!", true)]
    public async Task The_two_documented_examples_graph_3_3(string password, bool accepted)
    {
        // In a tenant of that name the name itself would be reason enough to refuse.
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            seed["tenant"]!["displayName"] = "Fabrikam";
            seed["tenant"]!["bannedWords"] = new JsonArray("contoso", "blank");
        });
        RobotResult result = await tenant.DoAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga, next: password));
        Assert.Equal(accepted, result.Succeeded);
        Assert.Contains(await tenant.EventsAsync(PageTenant.Olga), entry => entry == (accepted
            ? ("Reset password (self-service)", "success", "Successfully completed reset.")
            : ("Reset password (self-service)", "failure", "FuzzyPolicyViolationInvalidPassword")));
    }

    [Theory]
    [InlineData("Thomp50n-Zebra")]
    [InlineData("m0nic@-Zebra9")]
    public async Task Names_of_the_user_are_refused_graph_3_3(string password)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.UserIn(seed, PageTenant.Monica)["methods"] = new JsonObject { ["email"] = PageTenant.Mail });
        bool contains = password.StartsWith('m');
        RobotResult result = await tenant.DoAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Monica, next: password));
        Assert.Equal(!contains, result.Succeeded);
    }

    [Fact]
    public async Task Two_different_entries_are_refused_and_nothing_is_logged()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await AtPasswordAsync(tenant);
        browser.Fill("Enter new password", PageTenant.Next);
        browser.Fill("Confirm new password", "Another-Giraffe-9");
        await browser.PressAsync("Finish", Token);
        Assert.Contains("not the same", Assert.Single(browser.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(await tenant.EventsAsync(PageTenant.Nils), entry => entry.Activity == "Reset password (self-service)");
    }

    [Theory]
    [InlineData(null, false, "None", "FuzzyPolicyViolationInvalidPassword")]
    [InlineData(true, false, "Microsoft Entra Connect", "PasswordDoesnotComplyFuzzyPolicy")]
    [InlineData(true, true, "CloudSync", "PasswordDoesnotComplyFuzzyPolicy")]
    public async Task The_event_names_the_agent_and_the_reason_graph_1_12(bool? synced, bool cloudSync, string agent, string reason)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.UserIn(seed, PageTenant.Olga)["onPremisesSyncEnabled"] = synced;
            seed["onPremisesPolicy"] = new JsonObject { ["writebackEnabled"] = true, ["cloudProvisioningEnabled"] = cloudSync };
        });
        _ = await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga, next: "P@ssword1"), "NewPasswordRefused");
        JsonElement entry = (await tenant.AuditsAsync()).Single(item => item.GetProperty("activityDisplayName").GetString() == "Reset password (self-service)");
        Assert.Equal(reason, entry.GetProperty("resultReason").GetString());
        JsonElement detail = entry.GetProperty("additionalDetails")[0];
        Assert.Equal(("OnPremisesAgent", agent), (detail.GetProperty("key").GetString()!, detail.GetProperty("value").GetString()!));
    }

    [Theory]
    [InlineData(true, new[] { PageTenant.Olga, PageTenant.Mail })]
    [InlineData(false, new string[0])]
    public async Task The_user_is_told_by_mail_when_that_is_on_graph_3_2(bool on, string[] addresses)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.PolicyIn(seed)["notifyUsersOnPasswordReset"] = on;
            PageTenant.UserIn(seed, PageTenant.Olga)["methods"]!["email"] = PageTenant.Mail;
        });
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga, method: RobotMethod.Text));
        Assert.Equal(addresses, await NoticesAsync(tenant, "has been reset"));
    }

    [Theory]
    [InlineData(PageTenant.Admin, true)]
    [InlineData(PageTenant.Olga, false)]
    public async Task Other_administrators_are_told_when_one_resets_graph_3_2(string user, bool told)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.PolicyIn(seed)["notifyOnAdminPasswordReset"] = true;
            PageTenant.UserIn(seed, PageTenant.Nils)["roles"] = new JsonArray("Global Administrator");
        });
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(user, method: RobotMethod.Text));
        Assert.Equal(told ? [PageTenant.Nils] : [], await NoticesAsync(tenant, "an administrator has reset"));
    }

    [Fact]
    public async Task The_agent_may_go_between_the_check_and_the_password_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.UserIn(seed, PageTenant.Nils)["onPremisesSyncEnabled"] = true;
            seed["onPremisesPolicy"] = new JsonObject { ["writebackEnabled"] = true };
        });
        using Browser browser = await AtPasswordAsync(tenant);
        tenant.Graph.Host.Store.UpdateOnPremisesPolicy(Tenant.Actor.System, policy => policy with { AgentReachable = false });
        browser.Fill("Enter new password", PageTenant.Next);
        browser.Fill("Confirm new password", PageTenant.Next);
        await browser.PressAsync("Finish", Token);
        Assert.Contains("SSPR_0030", browser.Text, StringComparison.Ordinal);
        Assert.Contains(await tenant.EventsAsync(PageTenant.Nils), entry => entry is { Activity: "Reset password (self-service)", Result: "failure" });
    }

    private static async Task<IReadOnlyList<string?>> NoticesAsync(PageTenant tenant, string text) =>
    [
        .. (await tenant.Graph.GetAsync("/_sandbox/messages")).Value
            .Where(message => message.GetProperty("text").GetString()!.Contains(text, StringComparison.Ordinal)).Select(message => message.GetProperty("to").GetString()),
    ];

    private static async Task<Browser> AtPasswordAsync(PageTenant tenant)
    {
        Browser browser = await tenant.AtGateAsync(PageTenant.Nils);
        if (browser.HasButton("Next") && browser.SecondHeading != "Verification step 1")
        {
            await browser.PressAsync("Next", Token);
        }

        await browser.PressAsync("Next", Token);
        browser.Fill("Verification code", await tenant.CodeAsync(PageTenant.Mail));
        await browser.PressAsync("Next", Token);
        Assert.Equal("Choose a new password", browser.SecondHeading);
        return browser;
    }
}
