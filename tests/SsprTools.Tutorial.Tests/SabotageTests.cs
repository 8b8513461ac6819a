using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Tutorial.Tests;

/// <summary>The sandbox breaks one thing of steps 5 to 8, and exactly the step that rests on it does not pass.</summary>
public sealed class SabotageTests
{
    private static readonly TimeSpan s_lag = TimeSpan.FromHours(5);
    private static readonly TestStepName[] s_resetSteps = [TestStepName.ResetStarted, TestStepName.Verification, TestStepName.PasswordChanged, TestStepName.SignIn];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_nothing_broken_every_step_passes_once_the_logs_have_spoken()
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        Assert.True((await pilot.RegisterAsync(Stop)).Succeeded);
        Assert.True((await pilot.ResetAsync(tryWrongCode: true, Stop)).Succeeded);
        Assert.True((await pilot.SignInAsync(Stop)).Succeeded);

        var early = await pilot.LookAfterAsync(TimeSpan.FromMinutes(1), Stop);
        var late = await pilot.LookAfterAsync(s_lag, Stop);

        Assert.All(s_resetSteps, step => Assert.Equal(TestStepState.Pending, early[step].State));
        Assert.Contains("Provisional", early[TestStepName.PasswordChanged].Reason, StringComparison.Ordinal);
        Assert.All(late.Values, step => Assert.Equal(step.Step is TestStepName.Writeback or TestStepName.SecondVerification ? TestStepState.Skipped : TestStepState.Passed, step.State));
        Assert.All(late.Values.Where(step => s_resetSteps.Contains(step.Step)), step => Assert.NotEmpty(step.Evidence));
        Assert.All(late.Values, step => Assert.Equal(TestStepMode.Simulated, step.Mode));
    }

    [Fact]
    public async Task A_code_that_is_never_sent_fails_the_verification()
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        await pilot.RegisterAsync(Stop);
        await pilot.BreakAsync("code-not-sent", Stop);
        Assert.False((await pilot.ResetAsync(tryWrongCode: false, Stop)).Succeeded);

        var steps = await pilot.LookAfterAsync(s_lag, Stop);

        Assert.Equal(TestStepState.Passed, steps[TestStepName.ResetStarted].State);
        Assert.Equal(TestStepState.Failed, steps[TestStepName.Verification].State);
        Assert.Equal(TestStepState.Pending, steps[TestStepName.PasswordChanged].State);
        Assert.Equal(TestStepState.Pending, steps[TestStepName.SignIn].State);
    }

    /// <summary>No log shows this; the person who types the wrong code does.</summary>
    [Fact]
    public async Task A_wrong_code_that_is_accepted_is_noticed_by_the_person()
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        await pilot.RegisterAsync(Stop);
        await pilot.BreakAsync("wrong-code-accepted", Stop);

        var result = await pilot.ResetAsync(tryWrongCode: true, Stop);

        Assert.False(result.Succeeded);
        Assert.Contains(result.Steps!, step => step is { Step: "WrongCodeAccepted", Ok: false });
    }

    [Fact]
    public async Task A_page_that_says_done_while_the_password_stays_fails_the_change()
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        await pilot.RegisterAsync(Stop);
        // The registration sets a password too, so the test must see the time after it as its own.
        await pilot.LookAfterAsync(TimeSpan.FromMinutes(20), Stop);
        await pilot.BreakAsync("reset-not-done", Stop);
        Assert.True((await pilot.ResetAsync(tryWrongCode: false, Stop)).Succeeded, "the page says done");
        Assert.False((await pilot.SignInAsync(Stop)).Succeeded);

        var steps = await pilot.LookAfterAsync(s_lag, Stop);

        Assert.Equal(TestStepState.Passed, steps[TestStepName.Verification].State);
        Assert.Equal(TestStepState.Failed, steps[TestStepName.PasswordChanged].State);
        Assert.NotEqual(TestStepState.Passed, steps[TestStepName.SignIn].State);
    }

    [Theory]
    [InlineData("audit-missing")]
    [InlineData("audit-other-user")]
    public async Task Events_that_are_missing_or_of_another_user_leave_the_steps_unknown(string fault)
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        await pilot.RegisterAsync(Stop);
        await pilot.LookAfterAsync(TimeSpan.FromMinutes(20), Stop);
        await pilot.BreakAsync(fault, Stop);
        Assert.True((await pilot.ResetAsync(tryWrongCode: false, Stop)).Succeeded);
        await pilot.SignInAsync(Stop);

        var early = await pilot.LookAfterAsync(TimeSpan.FromMinutes(30), Stop);
        var late = await pilot.LookAfterAsync(s_lag, Stop);

        Assert.Equal(TestStepState.Pending, early[TestStepName.PasswordChanged].State);
        Assert.Equal(TestStepState.Unknown, late[TestStepName.ResetStarted].State);
        Assert.Equal(TestStepState.Unknown, late[TestStepName.Verification].State);
        Assert.Equal(TestStepState.Unknown, late[TestStepName.PasswordChanged].State);
        Assert.NotEqual(TestStepState.Passed, late[TestStepName.SignIn].State);
        Assert.Equal(TestStepState.Passed, late[TestStepName.Registration].State);
    }

    [Fact]
    public async Task Events_an_hour_late_are_pending_and_then_pass()
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        await pilot.BreakAsync("audit-late", Stop);
        await pilot.RegisterAsync(Stop);
        await pilot.ResetAsync(tryWrongCode: false, Stop);
        await pilot.SignInAsync(Stop);

        var early = await pilot.LookAfterAsync(TimeSpan.FromMinutes(50), Stop);
        var late = await pilot.LookAfterAsync(TimeSpan.FromMinutes(30), Stop);

        Assert.All(s_resetSteps, step => Assert.Equal(TestStepState.Pending, early[step].State));
        Assert.Equal(TestStepState.Passed, late[TestStepName.PasswordChanged].State);
    }

    [Fact]
    public async Task A_stale_report_holds_up_the_report_only()
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        await pilot.BreakAsync("report-stale", Stop);
        await pilot.RegisterAsync(Stop);
        await pilot.ResetAsync(tryWrongCode: false, Stop);
        await pilot.SignInAsync(Stop);

        var steps = await pilot.LookAfterAsync(s_lag, Stop);
        var dayLater = await pilot.LookAfterAsync(TimeSpan.FromHours(25), Stop);

        Assert.Equal(TestStepState.Pending, steps[TestStepName.Report].State);
        Assert.Equal(TestStepState.Unknown, dayLater[TestStepName.Report].State);
        Assert.All(s_resetSteps, step => Assert.Equal(TestStepState.Passed, steps[step].State));
    }

    [Fact]
    public async Task A_sign_in_that_is_refused_fails_the_sign_in_only()
    {
        await using var pilot = await Pilot.StartAsync(Stop);
        await pilot.RegisterAsync(Stop);
        await pilot.ResetAsync(tryWrongCode: false, Stop);
        await pilot.BreakAsync("sign-in-refused", Stop);
        Assert.False((await pilot.SignInAsync(Stop)).Succeeded);

        var steps = await pilot.LookAfterAsync(s_lag, Stop);

        Assert.Equal(TestStepState.Failed, steps[TestStepName.SignIn].State);
        Assert.Contains("50126", steps[TestStepName.SignIn].Reason, StringComparison.Ordinal);
        Assert.Equal(TestStepState.Passed, steps[TestStepName.PasswordChanged].State);
    }
}
