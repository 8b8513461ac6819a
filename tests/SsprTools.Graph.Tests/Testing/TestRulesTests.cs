using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>A step passes only by its own evidence; late is pending, missing is unknown, contradicted is failed.</summary>
public sealed class TestRulesTests
{
    private static readonly TestObservation s_good = Run.Good;

    [Fact]
    public void A_reset_that_went_well_passes_in_every_step()
    {
        var run = Run.New with { Steps = TestRules.Judge(Run.New, s_good) };

        Assert.Equal(TestStepState.Passed, run.State);
        Assert.All(run.Steps, step => Assert.Equal(step.Step == TestStepName.Writeback ? TestStepState.Skipped : TestStepState.Passed, step.State));
    }

    [Fact]
    public void Nothing_seen_is_pending_and_never_passed()
    {
        var seen = s_good.With() with { User = Run.User(Run.New.PasswordChangedBefore), SignIns = Run.Known<IReadOnlyList<SignInEvent>>([]) };
        var steps = TestRules.Judge(Run.New, seen);

        Assert.All(
            steps.Where(step => step.Step is TestStepName.ResetStarted or TestStepName.Verification or TestStepName.PasswordChanged or TestStepName.SignIn),
            step => Assert.Equal(TestStepState.Pending, step.State));
    }

    [Fact]
    public void Unreadable_logs_are_unknown()
    {
        var seen = s_good with { Events = Run.Unknown<IReadOnlyList<SsprEvent>>(), SignIns = Run.Unknown<IReadOnlyList<SignInEvent>>() };

        Assert.Equal(TestStepState.Unknown, seen.Step(TestStepName.ResetStarted).State);
        Assert.Equal(TestStepState.Unknown, seen.Step(TestStepName.Verification).State);
        Assert.Equal(TestStepState.Unknown, seen.Step(TestStepName.PasswordChanged).State);
        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.SignIn).State);
    }

    [Fact]
    public void Events_of_another_user_count_for_nothing()
    {
        var seen = s_good.With([.. Run.Events.Select(found => found with { UserId = "user-2" })]);

        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.ResetStarted).State);
        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.Verification).State);
        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.PasswordChanged).State);
    }

    [Fact]
    public void Events_from_before_the_test_count_for_nothing()
    {
        var seen = s_good.With([.. Run.Events.Select(found => found with { ActivityDateTime = found.ActivityDateTime.AddDays(-1) })]) with
        {
            User = Run.User(Run.New.PasswordChangedBefore),
        };

        Assert.Equal(TestStepState.Pending, seen.Step(TestStepName.ResetStarted).State);
        Assert.Equal(TestStepState.Pending, seen.Step(TestStepName.PasswordChanged).State);
    }

    [Theory]
    [InlineData(30, TestStepState.Pending)]
    [InlineData(119, TestStepState.Pending)]
    [InlineData(180, TestStepState.Unknown)]
    public void A_changed_password_without_events_is_provisional_and_then_unknown(int minutes, TestStepState expected)
    {
        var seen = s_good.With() with { Now = Run.ResetAt.AddMinutes(minutes) };

        Assert.Equal(expected, seen.Step(TestStepName.PasswordChanged).State);
        Assert.Equal(expected, seen.Step(TestStepName.ResetStarted).State);
        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.SignIn).State);
    }

    [Fact]
    public void A_log_that_says_reset_while_the_password_did_not_change_fails() => Assert.Equal(
        TestStepState.Failed, (s_good with { User = Run.User(Run.New.PasswordChangedBefore) }).Step(TestStepName.PasswordChanged).State);

    [Fact]
    public void It_is_pending_while_the_directory_may_lag() => Assert.Equal(
        TestStepState.Pending,
        (s_good with { User = Run.User(Run.New.PasswordChangedBefore), Now = Run.ResetAt.AddMinutes(1) }).Step(TestStepName.PasswordChanged).State);

    [Fact]
    public void A_log_that_says_reset_while_the_account_says_nothing_is_unknown() =>
        Assert.Equal(TestStepState.Unknown, (s_good with { User = Run.User(null) }).Step(TestStepName.PasswordChanged).State);

    [Fact]
    public void A_reset_by_an_administrator_is_no_self_service()
    {
        var seen = s_good.With(Run.Event("a1", 10, SsprEventKind.AdminReset, "None"));

        var step = seen.Step(TestStepName.PasswordChanged);
        Assert.Equal(TestStepState.Pending, step.State);
        Assert.Contains("audit event a1", step.Evidence);
    }

    [Fact]
    public void A_failed_reset_fails_with_the_services_reason()
    {
        var step = s_good
            .With([.. Run.Events.Take(4), Run.Event("e6", 10, SsprEventKind.Reset, "FuzzyPolicyViolationInvalidPassword", "failure")])
            .Step(TestStepName.PasswordChanged);

        Assert.Equal(TestStepState.Failed, step.State);
        Assert.Contains("FuzzyPolicyViolationInvalidPassword", step.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_attempt_that_succeeds_counts()
    {
        var seen = s_good.With(
        [
            Run.Event("f1", 1, SsprEventKind.FlowStep, "User submitted their user ID", correlation: "first"),
            Run.Event("f2", 2, SsprEventKind.FlowStep, "User cancelled before passing the required authentication methods", "failure", correlation: "first"),
            .. Run.Events,
        ]);

        Assert.Equal(TestStepState.Passed, seen.Step(TestStepName.Verification).State);
        Assert.Equal(TestStepState.Passed, seen.Step(TestStepName.PasswordChanged).State);
    }

    [Fact]
    public void A_code_that_never_came_fails_when_the_user_gives_up()
    {
        var seen = s_good.With(
            [.. Run.Events.Take(3), Run.Event("e4", 9, SsprEventKind.FlowStep, "User cancelled before passing the required authentication methods", "failure")]);

        Assert.Equal(TestStepState.Failed, seen.Step(TestStepName.Verification).State);
    }

    [Theory]
    [InlineData(60, TestStepState.Pending)]
    [InlineData(300, TestStepState.Failed)]
    public void A_verification_that_was_started_and_never_completed_fails_in_the_end(int minutes, TestStepState expected) => Assert.Equal(
        expected,
        (s_good.With([.. Run.Events.Take(3)]) with { Now = Run.Start.AddMinutes(minutes) }).Step(TestStepName.Verification).State);

    [Fact]
    public void One_verification_where_two_are_needed_does_not_pass() =>
        Assert.NotEqual(TestStepState.Passed, (s_good with { MethodsRequired = Run.Known(2) }).Step(TestStepName.Verification).State);

    [Fact]
    public void The_same_verification_twice_is_one()
    {
        var seen = s_good.With([.. Run.Events, Run.Event("e4b", 9, SsprEventKind.FlowStep, "User completed the mobile SMS verification option")]) with
        {
            MethodsRequired = Run.Known(2),
        };

        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.Verification).State);
    }

    [Fact]
    public void How_many_are_needed_is_not_guessed() => Assert.Equal(
        TestStepState.Unknown,
        (s_good with { MethodsRequired = Run.Unknown<int>(), Now = Run.Start.AddHours(5) }).Step(TestStepName.Verification).State);

    [Theory]
    [InlineData(60, TestStepState.Pending)]
    [InlineData(300, TestStepState.Failed)]
    public void A_refused_sign_in_is_pending_and_then_failed(int minutes, TestStepState expected) => Assert.Equal(
        expected,
        (s_good with
        {
            SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s1", 12, 50126)]),
            Now = Run.Start.AddMinutes(minutes),
        }).Step(TestStepName.SignIn).State);

    // facts/graph.md 5.7: 50076 asks for a second factor, which is no refusal.
    [Fact]
    public void A_sign_in_that_was_not_completed_is_unknown_in_the_end() => Assert.Equal(
        TestStepState.Unknown,
        (s_good with
        {
            SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s1", 12, 50076)]),
            Now = Run.Start.AddHours(5),
        }).Step(TestStepName.SignIn).State);

    [Fact]
    public void The_old_password_may_fail_before_the_new_one_works() => Assert.Equal(
        TestStepState.Passed,
        (s_good with { SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s0", 11, 50126), Run.SignIn("s1", 12, 0)]) }).Step(TestStepName.SignIn).State);

    [Fact]
    public void A_sign_in_before_the_reset_proves_nothing() => Assert.NotEqual(
        TestStepState.Passed,
        (s_good with { SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s1", 2, 0)]) }).Step(TestStepName.SignIn).State);

    [Fact]
    public void A_sign_in_that_says_no_code_is_no_success() => Assert.NotEqual(
        TestStepState.Passed,
        (s_good with { SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s1", 12, null)]) }).Step(TestStepName.SignIn).State);

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void A_stale_report_is_pending_and_a_day_later_unknown(bool? capable)
    {
        var stale = s_good with { ReportRow = Run.Known<RegistrationRow>(new RegistrationRow { IsSsprCapable = capable, ReportUpdatedDateTime = Run.Start.AddDays(-1) }) };
        var later = TestRules.Judge(Run.New with { Steps = TestRules.Judge(Run.New, stale) }, stale with { Now = stale.Now.AddHours(25) });

        Assert.Equal(TestStepState.Pending, stale.Step(TestStepName.Report).State);
        Assert.Equal(TestStepState.Unknown, later.Single(step => step.Step == TestStepName.Report).State);
    }

    // facts/graph.md 1.12: OnPremisesAgent is None, Microsoft Entra Connect, CloudSync.
    [Theory]
    [InlineData("CloudSync", TestStepState.Passed)]
    [InlineData("None", TestStepState.Failed)]
    [InlineData(null, TestStepState.Unknown)]
    public void A_synced_users_reset_must_be_written_back(string? agent, TestStepState expected)
    {
        var seen = s_good.With([.. Run.Events.Take(5), Run.Events[5] with { OnPremisesAgent = agent }]) with { User = Run.User(Run.ResetAt, synced: true) };

        Assert.Equal(expected, seen.Step(TestStepName.Writeback).State);
    }

    [Fact]
    public void A_run_without_steps_has_not_passed() => Assert.Equal(TestStepState.Unknown, Run.New.State);
}
