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
        Assert.All(run.Steps, step => Assert.Equal(step.Step is TestStepName.Writeback or TestStepName.SecondVerification ? TestStepState.Skipped : TestStepState.Passed, step.State));
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
    public void One_verification_where_two_are_needed_passes_the_first_gate_only()
    {
        var seen = s_good with { MethodsRequired = Run.Known(2) };

        Assert.Equal(TestStepState.Passed, seen.Step(TestStepName.Verification).State);
        Assert.Equal(TestStepState.Pending, seen.Step(TestStepName.SecondVerification).State);
        Assert.Equal(TestStepState.Unknown, (seen with { Now = Run.Start.AddHours(3) }).Step(TestStepName.SecondVerification).State);
    }

    [Fact]
    public void The_same_verification_twice_is_one()
    {
        var seen = s_good.With([.. Run.Events, Run.Event("e4b", 9, SsprEventKind.FlowStep, "User completed  the mobile SMS verification option ")]) with
        {
            MethodsRequired = Run.Known(2),
        };

        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.SecondVerification).State);
    }

    [Fact]
    public void Two_verifications_of_two_ways_through_the_pages_are_one()
    {
        var seen = s_good.With([.. Run.Events, Run.Event("x", 30, SsprEventKind.FlowStep, "User completed the email verification option", correlation: "other")]) with
        {
            MethodsRequired = Run.Known(2),
        };

        Assert.NotEqual(TestStepState.Passed, seen.Step(TestStepName.SecondVerification).State);
    }

    [Fact]
    public void Two_verifications_pass_both_gates_each_by_its_own_event()
    {
        var seen = s_good.With([.. Run.Events, Run.Event("e4b", 9, SsprEventKind.FlowStep, "User completed the email verification option")]) with
        {
            MethodsRequired = Run.Known(2),
        };

        Assert.Equal(TestStepState.Passed, seen.Step(TestStepName.SecondVerification).State);
        Assert.Contains("e4:", Assert.Single(seen.Step(TestStepName.Verification).Evidence), StringComparison.Ordinal);
        Assert.Contains("e4b:", Assert.Single(seen.Step(TestStepName.SecondVerification).Evidence), StringComparison.Ordinal);
    }

    [Fact]
    public void How_many_are_needed_is_not_guessed() => Assert.Equal(
        TestStepState.Unknown,
        (s_good with { MethodsRequired = Run.Unknown<int>(), Now = Run.Start.AddHours(5) }).Step(TestStepName.SecondVerification).State);

    [Fact]
    public void Steps_say_who_did_them()
    {
        var seen = s_good.With([.. Run.Events.Select(found => found with { InitiatedBy = "monica@contoso.com" })]);

        Assert.All(
            TestRules.Judge(Run.New, seen).Where(step => step.Step is TestStepName.ResetStarted or TestStepName.Verification or TestStepName.PasswordChanged or TestStepName.SignIn),
            step => Assert.Equal("monica@contoso.com", step.By));
    }

    // A wrong password policy try, or a cancelled code, may be followed by another within the session of 15 minutes (facts/graph.md 3.2).
    [Theory]
    [InlineData(14, TestStepState.Pending)]
    [InlineData(16, TestStepState.Failed)]
    public void A_failed_try_is_final_when_the_pages_have_closed(int minutes, TestStepState expected)
    {
        var failed = s_good.With([.. Run.Events.Take(4), Run.Event("e6", 10, SsprEventKind.Reset, "FuzzyPolicyViolationInvalidPassword", "failure")]) with
        {
            Now = Run.ResetAt.AddMinutes(minutes),
            User = Run.User(Run.New.PasswordChangedBefore),
        };

        Assert.Equal(expected, failed.Step(TestStepName.PasswordChanged).State);
        Assert.Contains("banned", failed.Step(TestStepName.PasswordChanged).NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_waits_for_another_try_is_no_change_of_the_password()
    {
        var failed = s_good.With([.. Run.Events.Take(4), Run.Event("e6", 10, SsprEventKind.Reset, "None", "failure")]) with { User = Run.User(Run.New.PasswordChangedBefore), Now = Run.ResetAt };
        var run = TestRunner.Advance(Run.New, failed);

        Assert.Empty(run.PasswordChangesSeen);
        Assert.NotEqual(TestStepState.Passed, TestRunner.Advance(run, Run.Good with { User = Run.User(Run.New.PasswordChangedBefore) }).Steps.Single(step => step.Step == TestStepName.PasswordChanged).State);
    }

    [Fact]
    public void A_later_change_of_the_password_makes_an_unseen_reset_unknown()
    {
        var changed = s_good with { User = Run.User(Run.ResetAt.AddHours(1)) };

        Assert.Equal(TestStepState.Unknown, changed.Step(TestStepName.PasswordChanged).State);
        Assert.NotEqual(TestStepState.Passed, changed.Step(TestStepName.SignIn).State);
    }

    [Fact]
    public void But_one_that_an_earlier_look_saw_is_proven()
    {
        var early = TestRunner.Advance(Run.New, s_good.With() with { Now = Run.ResetAt.AddMinutes(2) });
        var late = TestRunner.Advance(early, s_good with { User = Run.User(Run.ResetAt.AddHours(1)) });

        Assert.Equal([Run.ResetAt], early.PasswordChangesSeen);
        Assert.Equal(TestStepState.Passed, late.Steps.Single(step => step.Step == TestStepName.PasswordChanged).State);
        Assert.Equal(TestStepState.Passed, late.Steps.Single(step => step.Step == TestStepName.SignIn).State);
    }

    [Fact]
    public void A_sign_in_after_yet_another_change_proves_nothing_of_the_reset()
    {
        var early = TestRunner.Advance(Run.New, s_good.With() with { Now = Run.ResetAt.AddMinutes(2) });
        var late = s_good with { User = Run.User(Run.ResetAt.AddHours(1)), SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s1", 75, 0)]) };

        Assert.NotEqual(TestStepState.Passed, TestRules.Judge(early, late).Single(step => step.Step == TestStepName.SignIn).State);
    }

    // What was interrupted between reset and sign-in starts with a new reset: the password was kept nowhere.
    [Fact]
    public void A_new_reset_takes_the_place_of_one_whose_password_is_lost()
    {
        var run = TestRunner.Advance(Run.New, s_good with { SignIns = Run.Known<IReadOnlyList<SignInEvent>>([]), Now = Run.ResetAt.AddMinutes(20) });
        var again = Run.Start.AddMinutes(60);
        var done = TestRunner.Advance(run, s_good.With([.. Run.Events, Run.Event("r2", 60, SsprEventKind.Reset, "Successfully completed reset.", correlation: "second")]) with
        {
            User = Run.User(again),
            SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s2", 62, 0)]),
        });

        Assert.Equal(TestStepState.Pending, run.State);
        Assert.Contains("resets again", run.Steps.Single(step => step.Step == TestStepName.SignIn).NextStep, StringComparison.Ordinal);
        Assert.Equal(TestStepState.Passed, done.State);
    }

    [Fact]
    public void A_blocked_user_is_told_until_when()
    {
        var step = s_good.With([Run.Event("b1", 5, SsprEventKind.Blocked, "User tried to validate mobile SMS too many times")]).Step(TestStepName.Verification);

        Assert.Equal(TestStepState.Failed, step.State);
        Assert.Contains("2026-11-02 09:05 UTC", step.NextStep, StringComparison.Ordinal);
    }

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

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void A_sign_in_in_the_very_second_of_the_reset_proves_it_only_if_it_came_after(int milliseconds, bool proves)
    {
        // The reset ends in the middle of a second, and the sign-in is in that second too.
        var middle = TimeSpan.FromMilliseconds(500);
        var events = Run.Events.Select(found => found.Kind == SsprEventKind.Reset ? found with { ActivityDateTime = found.ActivityDateTime + middle } : found);
        var signIn = Run.SignIn("s1", 10, 0) with { CreatedDateTime = Run.ResetAt + middle + TimeSpan.FromMilliseconds(milliseconds) };
        var seen = s_good.With([.. events]) with { User = Run.User(Run.ResetAt), SignIns = Run.Known<IReadOnlyList<SignInEvent>>([signIn]) };

        Assert.Equal(proves, seen.Step(TestStepName.SignIn).State == TestStepState.Passed);
    }

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
