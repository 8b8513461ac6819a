using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Changing a known password: graph.md 3.3, event of 1.12.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_change_works_and_is_an_event()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.ChangePassword, PageTenant.Order(PageTenant.Nils));
        Assert.Equal([("Change password (self-service)", "success", "None")], await tenant.EventsAsync(PageTenant.Nils));
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils, PageTenant.Next));
        _ = await tenant.FailsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils), "SignInRefused");
    }

    [Fact]
    public async Task A_change_may_not_reuse_the_last_password_graph_3_3()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        RobotResult result = await tenant.FailsAsync(RobotAction.ChangePassword, PageTenant.Order(PageTenant.Nils, next: PageTenant.Known), "NewPasswordRefused");
        Assert.Contains("present password", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Aa1!Aa1", "8 to 256")]
    [InlineData("alllowercase", "three of")]
    [InlineData("Zebra-Pässword1", "not allowed")]
    [InlineData("c0nt0so-Zebra-9", "name")]
    [InlineData("P@ssword1", "easily guessable")]
    public async Task The_password_rules_hold_graph_3_3(string password, string told)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        RobotResult result = await tenant.FailsAsync(RobotAction.ChangePassword, PageTenant.Order(PageTenant.Nils, next: password), "NewPasswordRefused");
        Assert.Contains(told, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_banned_password_is_a_failure_in_the_log_graph_1_12()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.FailsAsync(RobotAction.ChangePassword, PageTenant.Order(PageTenant.Nils, next: "P@ssword1"), "NewPasswordRefused");
        Assert.Equal([("Change password (self-service)", "failure", "FuzzyPolicyViolationInvalidPassword")], await tenant.EventsAsync(PageTenant.Nils));
    }

    [Fact]
    public async Task The_current_password_must_be_right_and_the_new_one_typed_twice()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.SignInAsync(PageTenant.Nils);
        await browser.FollowAsync("Change password", TestContext.Current.CancellationToken);
        await SubmitAsync(browser, "not it", PageTenant.Next, PageTenant.Next);
        Assert.Equal("The current password is not right.", Assert.Single(browser.Errors));
        await SubmitAsync(browser, PageTenant.Known, PageTenant.Next, "Another-Giraffe-9");
        Assert.Equal("The two passwords are not the same.", Assert.Single(browser.Errors));
    }

    [Fact]
    public async Task A_synced_user_without_writeback_cannot_change_it_here_graph_3_7()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.UserIn(seed, PageTenant.Nils)["onPremisesSyncEnabled"] = true);
        RobotResult result = await tenant.FailsAsync(RobotAction.ChangePassword, PageTenant.Order(PageTenant.Nils), "NewPasswordRefused");
        Assert.Contains("own directory", result.Message, StringComparison.Ordinal);
    }

    private static async Task SubmitAsync(Browser browser, string current, string next, string confirm)
    {
        browser.Fill("Current password", current);
        browser.Fill("New password", next);
        browser.Fill("Confirm password", confirm);
        await browser.PressAsync("Submit", TestContext.Current.CancellationToken);
    }
}
