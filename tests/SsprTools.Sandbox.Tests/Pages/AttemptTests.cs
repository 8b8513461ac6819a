using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Blocks: the rule that graph.md 3.5 suggests where its three sources disagree; event of 1.12.</summary>
public sealed class AttemptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_wrong_numbers_block_for_a_day_and_that_is_an_event()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        browser.Choose("Send a text to my mobile phone");
        await browser.PressAsync("Next", Token);
        for (int attempt = 1; attempt <= 5; attempt++)
        {
            browser.Fill("Enter your phone number", $"+1 206555090{attempt}");
            await browser.PressAsync("Text", Token);
        }

        Assert.Equal("We're sorry", browser.SecondHeading);
        Assert.Contains("24 hours", Assert.Single(browser.Errors), StringComparison.Ordinal);
        Assert.Equal(1, (await tenant.EventsAsync(PageTenant.Olga)).Count(entry => entry.Activity == "Blocked from self-service password reset"));
        await tenant.AdvanceAsync("PT23H59M");
        _ = await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga), "ResetRefused");
        await tenant.AdvanceAsync("PT2M");
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
    }

    [Fact]
    public async Task Wrong_codes_count_within_an_hour_and_another_user_is_not_touched()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
            PageTenant.UserIn(seed, PageTenant.Monica)["methods"] = new System.Text.Json.Nodes.JsonObject { ["mobilePhone"] = PageTenant.Mobile });
        await WrongCodesAsync(tenant, PageTenant.Olga, 4);
        await tenant.AdvanceAsync("PT61M");
        await WrongCodesAsync(tenant, PageTenant.Olga, 4);
        Assert.DoesNotContain(await tenant.EventsAsync(PageTenant.Olga), entry => entry.Activity.StartsWith("Blocked", StringComparison.Ordinal));
        await WrongCodesAsync(tenant, PageTenant.Olga, 1);
        Assert.Contains(await tenant.EventsAsync(PageTenant.Olga), entry => entry.Activity.StartsWith("Blocked", StringComparison.Ordinal));
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Monica));
    }

    [Fact]
    public async Task Success_clears_the_count()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        for (int round = 0; round < 3; round++)
        {
            await WrongCodesAsync(tenant, PageTenant.Olga, 3);
            _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga) with { TryWrongNumber = false });
        }
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public async Task Email_allows_ten_in_ten_minutes(int failures, bool blocked)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.AtGateAsync(PageTenant.Nils);
        await browser.PressAsync("Next", Token);
        for (int attempt = 0; attempt < failures; attempt++)
        {
            browser.Fill("Verification code", "x");
            await browser.PressAsync("Next", Token);
        }

        Assert.Equal(blocked ? "We're sorry" : "Verification step 1", browser.SecondHeading);
    }

    [Fact]
    public async Task Five_resets_in_an_hour_are_enough()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        for (int round = 0; round < 5; round++)
        {
            _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Nils));
        }

        _ = await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Nils), "ResetRefused");
        Assert.Contains(await tenant.EventsAsync(PageTenant.Nils), entry => entry.Activity == "Blocked from self-service password reset");
    }

    private static async Task WrongCodesAsync(PageTenant tenant, string user, int count)
    {
        using Browser browser = await tenant.AtGateAsync(user);
        browser.Choose("Send a text to my mobile phone");
        await browser.PressAsync("Next", Token);
        browser.Fill("Enter your phone number", PageTenant.Mobile);
        await browser.PressAsync("Text", Token);
        for (int attempt = 0; attempt < count; attempt++)
        {
            browser.Fill("Verification code", "x");
            await browser.PressAsync("Next", Token);
            Assert.NotEmpty(browser.Errors);
        }
    }
}
