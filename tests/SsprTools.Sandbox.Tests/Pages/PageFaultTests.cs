using System.Text.Json;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Sabotage of steps 5 to 8 (contract): what each fault breaks, and that it breaks nothing else.</summary>
public sealed class PageFaultTests
{
    [Fact]
    public async Task Code_not_sent()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("code-not-sent", 1, PageTenant.Olga);
        _ = await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga), "NoCodeArrived");
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
    }

    [Theory]
    [InlineData(nameof(RobotAction.Reset))]
    [InlineData(nameof(RobotAction.SignIn))]
    public async Task Wrong_code_accepted(string action)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("wrong-code-accepted");
        _ = await tenant.FailsAsync(Enum.Parse<RobotAction>(action), PageTenant.Order(PageTenant.Olga) with { TryWrongCode = true }, "WrongCodeAccepted");
    }

    [Fact]
    public async Task Wrong_code_accepted_at_registration()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("wrong-code-accepted");
        _ = await tenant.FailsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial) with { TryWrongCode = true }, "WrongCodeAccepted");
    }

    [Fact]
    public async Task Reset_not_done()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        string before = await LastChangeAsync(tenant);
        await tenant.Graph.FaultAsync("reset-not-done", 1);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        Assert.Equal(before, await LastChangeAsync(tenant));
        _ = await tenant.FailsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga, PageTenant.Next), "SignInRefused");
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga));
    }

    [Fact]
    public async Task Audit_missing_for_one_activity()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("audit-missing", target: "Reset password (self-service)");
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        IReadOnlyList<(string Activity, string, string)> events = await tenant.EventsAsync(PageTenant.Olga);
        Assert.Equal(5, events.Count);
        Assert.DoesNotContain(events, entry => entry.Activity == "Reset password (self-service)");
    }

    [Fact]
    public async Task Audit_late()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("audit-late");
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga, PageTenant.Next));
        await tenant.AdvanceAsync("PT59M");
        Assert.Empty(await tenant.EventsAsync(PageTenant.Olga));
        Assert.Empty(await tenant.SignInCodesAsync());
        await tenant.AdvanceAsync("PT1M");
        IReadOnlyList<JsonElement> late = await tenant.AuditsAsync();
        Assert.Equal(6, late.Count);

        // They carry the time at which it happened.
        Assert.True((await NowAsync(tenant)) - late[^1].GetProperty("activityDateTime").GetDateTimeOffset() >= TimeSpan.FromHours(1));
        Assert.Equal([50076, 0], await tenant.SignInCodesAsync());
    }

    [Fact]
    public async Task Audit_other_user()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("audit-other-user");
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        Assert.Empty(await tenant.EventsAsync(PageTenant.Olga));
        Assert.Equal(6, (await tenant.EventsAsync(PageTenant.Admin)).Count);
    }

    [Fact]
    public async Task Report_stale()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("report-stale");
        _ = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial));
        await tenant.AdvanceAsync("PT8H");
        Assert.False((await tenant.RowAsync(PageTenant.Monica)).GetProperty("isSsprRegistered").GetBoolean());
    }

    [Fact]
    public async Task Sign_in_refused()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync("sign-in-refused", target: PageTenant.Olga);
        _ = await tenant.FailsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Olga), "SignInRefused");
        Assert.Equal([50126], await tenant.SignInCodesAsync());
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils));
    }

    [Theory]
    [InlineData("method-not-saved")]
    [InlineData("method-wrong-number")]
    public async Task The_faults_of_methods_strike_the_pages_too(string fault)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.FaultAsync(fault);
        _ = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial, method: RobotMethod.Text) with { Email = null });
        IReadOnlyList<JsonElement> phones = (await tenant.Graph.GetAsync($"/v1.0/users/{PageTenant.Monica}/authentication/phoneMethods")).Is(200).Value;
        Assert.DoesNotContain(phones, phone => phone.GetProperty("phoneNumber").GetString() == PageTenant.Mobile);
    }

    private static async Task<DateTimeOffset> NowAsync(PageTenant tenant) =>
        (await tenant.Graph.GetAsync("/_sandbox/clock")).Is(200).Json.GetProperty("now").GetDateTimeOffset();

    private static async Task<string> LastChangeAsync(PageTenant tenant) =>
        (await tenant.Graph.GetAsync($"/v1.0/users/{PageTenant.Olga}?$select=lastPasswordChangeDateTime")).Is(200)["lastPasswordChangeDateTime"];
}
