using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>No secret was kept, so a check of the sign-in that was interrupted starts with a new reset.</summary>
public sealed class InterruptedSignInTests
{
    // a: the last look before the interruption, b: the first after it; minutes, as the others are.
    [Theory]
    [InlineData(10, 12, 20, 40, true)]
    [InlineData(10, 30, 9, 40, true)]
    [InlineData(10, 30, 20, 40, false)]
    [InlineData(10, 45, 20, 40, false)]
    [InlineData(10, 45, 5, 40, false)]
    [InlineData(10, 45, 5, 9, true)]
    public void An_interruption_between_reset_and_sign_in_asks_for_a_new_reset(int reset, int signIn, int a, int b, bool passes)
    {
        Assert.Equal(10, reset);
        var before = TestRunner.Advance(Run.New, Run.Good.With([.. a < reset ? [] : Run.Events]) with
        {
            Now = Run.Start.AddMinutes(a),
            User = Run.User(a < reset ? Run.New.PasswordChangedBefore : Run.ResetAt),
            SignIns = Run.Known<IReadOnlyList<SignInEvent>>([]),
        });
        var back = TestRunner.Resume(before, Run.Good with { Now = Run.Start.AddMinutes(b), User = Run.User(b < reset ? Run.New.PasswordChangedBefore : Run.ResetAt), SignIns = Run.Known<IReadOnlyList<SignInEvent>>([]) });
        var late = Run.Good with { Now = Run.Start.AddHours(4), SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s1", signIn, 0)]) };
        var step = TestRunner.Advance(back, late).Steps.Single(step => step.Step == TestStepName.SignIn);

        Assert.Equal(passes ? TestStepState.Passed : TestStepState.Pending, step.State);
        Assert.Equal(!passes, step.NextStep.StartsWith("Reset again", StringComparison.Ordinal));

        // Whatever was interrupted, a new reset and a sign-in after it end the test.
        var again = TestRunner.Advance(back, Run.Good.With([.. Run.Events, Run.Event("r2", 60, SsprEventKind.Reset, "Successfully completed reset.", correlation: "second")]) with
        {
            Now = Run.Start.AddHours(4),
            User = Run.User(Run.Start.AddMinutes(60)),
            SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s2", 62, 0)]),
        });
        Assert.Equal(TestStepState.Passed, again.State);
        Assert.Contains("sign-in s2", again.Steps.Single(found => found.Step == TestStepName.SignIn).Evidence);
    }

    [Fact]
    public void A_run_that_waits_for_a_new_reset_waits_for_as_long_as_it_takes_and_then_for_the_log()
    {
        var none = Run.Known<IReadOnlyList<SignInEvent>>([]);
        var left = TestRunner.Advance(Run.New, Run.Good with { Now = Run.Start.AddMinutes(20), SignIns = none });
        var days = TestRunner.Resume(left, Run.Good with { Now = Run.Start.AddDays(2), SignIns = none });
        var reset = Run.Start.AddDays(2).AddMinutes(10);
        // The directory shows the new reset, the sign-in log its sign-in; the audit log has not spoken of it.
        var again = TestRunner.Advance(days, Run.Good with { Now = reset.AddMinutes(5), User = Run.User(reset), SignIns = none });
        var signedIn = TestRunner.Advance(again, Run.Good with
        {
            Now = reset.AddMinutes(9),
            User = Run.User(reset),
            SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s2", (2 * 24 * 60) + 12, 0)]),
        });

        Assert.Equal(TestStepState.Pending, SignIn(days).State);
        Assert.StartsWith("Reset again", SignIn(days).NextStep, StringComparison.Ordinal);
        Assert.Equal(TestStepState.Pending, SignIn(again).State);
        Assert.StartsWith("Sign in", SignIn(again).NextStep, StringComparison.Ordinal);
        Assert.Equal(TestStepState.Pending, SignIn(signedIn).State);

        static TestStep SignIn(TestRun run) => run.Steps.Single(step => step.Step == TestStepName.SignIn);
    }

    [Fact]
    public void What_was_seen_to_pass_is_not_begun_again()
    {
        var done = TestRunner.Advance(Run.New, Run.Good with { Now = Run.Start.AddMinutes(20) });
        var back = TestRunner.Resume(done, Run.Good with { Now = Run.Start.AddHours(8), SignIns = Run.Unknown<IReadOnlyList<SignInEvent>>() });

        Assert.Empty(back.Interruptions);
        Assert.Equal(TestStepState.Passed, back.State);
    }

    [Fact]
    public void A_sign_in_that_was_refused_for_good_stays_failed_after_an_interruption()
    {
        var refused = Run.Good with { SignIns = Run.Known<IReadOnlyList<SignInEvent>>([Run.SignIn("s1", 12, 50126)]) };
        var left = TestRunner.Advance(Run.New, refused with { Now = Run.Start.AddMinutes(20) });

        Assert.Equal(TestStepState.Pending, TestRunner.Resume(left, refused with { Now = Run.Start.AddMinutes(50) }).State);
        Assert.StartsWith("Reset again", TestRunner.Resume(left, refused with { Now = Run.Start.AddMinutes(50) }).Steps.Single(step => step.Step == TestStepName.SignIn).NextStep, StringComparison.Ordinal);
        Assert.Equal(TestStepState.Failed, TestRunner.Resume(left, refused with { Now = Run.Start.AddHours(5) }).State);
    }
}
