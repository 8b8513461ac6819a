using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Sign-in: codes of graph.md 5.7, smart lockout of 3.4, expiry of 3.3, the code at sign-in of issue 3.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_wrong_password_is_50126_graph_5_7()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.SignInAsync(PageTenant.Olga, "not it");
        Assert.Contains("50126", Assert.Single(browser.Errors), StringComparison.Ordinal);
        Assert.Equal([50126], await tenant.SignInCodesAsync());
    }

    [Fact]
    public async Task An_unknown_user_is_told_on_the_first_page_and_leaves_no_entry()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = tenant.Browser();
        await browser.GoAsync("/signin", TestContext.Current.CancellationToken);
        browser.Fill("User name", "nobody@contoso.onmicrosoft.com");
        await browser.PressAsync("Next", TestContext.Current.CancellationToken);
        Assert.Equal("Sign in", browser.FirstHeading);
        Assert.Contains("50034", Assert.Single(browser.Errors), StringComparison.Ordinal);
        Assert.Empty(await tenant.SignInCodesAsync());
    }

    [Fact]
    public async Task A_disabled_account_is_50057_with_the_right_password_only_graph_5_7()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.UserIn(seed, PageTenant.Olga)["accountEnabled"] = false);
        using Browser wrong = await tenant.SignInAsync(PageTenant.Olga, "not it");
        using Browser right = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Equal([50126, 50057], await tenant.SignInCodesAsync());
        Assert.Contains("50057", Assert.Single(right.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_initial_password_must_be_updated_50055_and_the_sign_in_ends_with_0()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["registrationRequiredOnSignIn"] = false);
        _ = await tenant.FailsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Monica, PageTenant.Initial, next: null), "NewPasswordMissing");
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Monica, PageTenant.Initial));
        Assert.Equal([50055, 50055, 0], await tenant.SignInCodesAsync());
        Assert.Equal([("Change password (self-service)", "success", "None")], await tenant.EventsAsync(PageTenant.Monica));
    }

    [Fact]
    public async Task All_entries_of_one_sign_in_share_a_correlation_id()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga));
        IReadOnlyList<System.Text.Json.JsonElement> entries = (await tenant.Graph.GetAsync("/v1.0/auditLogs/signIns")).Is(200).Value;
        Assert.Equal(2, entries.Count);
        _ = Assert.Single(entries.Select(entry => entry.GetProperty("correlationId").GetString()).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_is_asked_at_sign_in_when_the_switch_is_on(bool on)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.SwitchAsync("sign-in-code", on);
        RobotResult result = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga));
        Assert.Equal(on, result.Steps.Any(step => step.Step == "SignInCodeAccepted"));
    }

    [Fact]
    public async Task A_wrong_code_at_sign_in_is_refused()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        RobotResult result = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga) with { TryWrongCode = true });
        Assert.Contains(result.Steps, step => step.Step == "WrongCodeRefused");
        Assert.Equal([50076, 500121, 0], await tenant.SignInCodesAsync());
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_for_a_minute_and_then_longer_graph_3_4()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await FailAsync(tenant, 0, 10);
        using Browser locked = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Contains("50053", Assert.Single(locked.Errors), StringComparison.Ordinal);
        await tenant.AdvanceAsync("PT61S");
        await FailAsync(tenant, 10, 1);
        await tenant.AdvanceAsync("PT61S");
        using Browser still = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Contains("50053", Assert.Single(still.Errors), StringComparison.Ordinal);
        await tenant.AdvanceAsync("PT61S");
        using Browser free = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Empty(free.Errors);
    }

    [Fact]
    public async Task The_last_three_wrong_passwords_are_not_counted_again_graph_3_4()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        for (int round = 0; round < 5; round++)
        {
            await FailAsync(tenant, 0, 3);
        }

        using Browser browser = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task The_threshold_is_a_switch_graph_3_4()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.SwitchAsync("smart-lockout-threshold", 3);
        await FailAsync(tenant, 0, 3);
        using Browser locked = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Contains("50053", Assert.Single(locked.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_clears_the_lock_graph_3_4()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await FailAsync(tenant, 0, 10);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga, PageTenant.Next));
    }

    [Fact]
    public async Task A_right_password_starts_the_count_again_graph_3_4()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await FailAsync(tenant, 0, 9);
        using Browser right = await tenant.SignInAsync(PageTenant.Olga);
        await FailAsync(tenant, 10, 9);
        using Browser again = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Empty(again.Errors);
    }

    [Fact]
    public async Task The_password_page_leads_to_the_reset_with_the_user_filled_in()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.SignInAsync(PageTenant.Olga, "not it");
        await browser.FollowAsync("Forgot my password", TestContext.Current.CancellationToken);
        Assert.Equal("Who are you?", browser.SecondHeading);
        Assert.Equal(PageTenant.Olga, browser.Document.GetElementById("userid")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Steps_cannot_be_skipped_by_their_address()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Equal("Verify your identity", browser.FirstHeading);
        foreach (string path in new[] { "/signin/done", "/ssprsetup", "/changepassword" })
        {
            await browser.GoAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("Sign in", browser.FirstHeading);
        }

        using Browser fresh = await tenant.SignInAsync(PageTenant.Monica, PageTenant.Initial);
        Assert.Equal("Update your password", fresh.FirstHeading);
        await fresh.GoAsync("/signin/more", TestContext.Current.CancellationToken);
        Assert.Equal("Sign in", fresh.FirstHeading);
    }

    [Fact]
    public async Task Only_the_sandboxs_own_pages_are_gone_back_to()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["registrationRequiredOnSignIn"] = false);
        using Browser browser = tenant.Browser();
        await browser.GoAsync("/signin?return=https://elsewhere.example/", TestContext.Current.CancellationToken);
        browser.Fill("User name", PageTenant.Nils);
        await browser.PressAsync("Next", TestContext.Current.CancellationToken);
        browser.Fill("Password", PageTenant.Known);
        await browser.PressAsync("Sign in", TestContext.Current.CancellationToken);
        Assert.Equal("/signin/done", browser.Address.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.SignInAsync(PageTenant.Nils);
        Assert.Equal("You are signed in", browser.FirstHeading);
        await browser.PressAsync("Sign out", TestContext.Current.CancellationToken);
        await browser.GoAsync("/signin/done", TestContext.Current.CancellationToken);
        Assert.Equal("Sign in", browser.FirstHeading);
    }

    private static async Task FailAsync(PageTenant tenant, int first, int count)
    {
        for (int number = first; number < first + count; number++)
        {
            using Browser browser = await tenant.SignInAsync(PageTenant.Olga, $"wrong {number}");
            Assert.NotEmpty(browser.Errors);
        }
    }
}
