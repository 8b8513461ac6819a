using System.Globalization;

namespace SsprTools.Graph.Testing;

/// <summary>Did the user sign in with the new password? A failure before a success is no harm: the old password is meant to fail.</summary>
internal static class SignInStep
{
    // Not refused: the user was asked for more (a new password, a second factor, a registration) and did not go on. Source: facts/graph.md 5.7.
    private static readonly HashSet<int> s_interruptions = [50055, 50072, 50074, 50076, 50079, 50125, 50140];

    // The Date header and the logs count in whole seconds, and a look takes some; in doubt the sign-in and its reset are on one side.
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(30);

    /// <summary>
    /// When the check of the sign-in was interrupted; <see langword="null"/>: since its reset it was not. The password was kept nowhere, so what
    /// was interrupted starts with a new reset.
    /// </summary>
    public static DateTimeOffset? InterruptedAt(TestRun run) =>
        run.Steps.Any(step => step is { Step: TestStepName.SignIn, State: TestStepState.Passed })
        || run.Steps.FirstOrDefault(step => step.Step == TestStepName.PasswordChanged) is not { State: not TestStepState.Failed, At: { } since }
            ? null
            : InterruptedAt(run, Newest(run.PasswordChangesSeen, since));

    public static TestStep Judge(TestRun run, TestObservation seen, IReadOnlyList<SsprEvent> events, TestStep changed)
    {
        var step = new TestStep { Step = TestStepName.SignIn, State = TestStepState.Unknown, Reason = "" };
        var noted = run.Steps.FirstOrDefault(before => before is { Step: TestStepName.PasswordChanged, State: TestStepState.Passed });
        if ((changed.State == TestStepState.Passed ? changed.At : noted?.At ?? changed.At) is not { } proven || changed.State == TestStepState.Failed)
        {
            return step with { State = TestStepState.Pending, Reason = "There is no reset yet after which to sign in." };
        }

        if (!seen.SignIns.IsKnown)
        {
            return step with { Reason = $"The sign-in log could not be read: {seen.SignIns.WhyUnknown}" };
        }

        var all = (seen.SignIns.Value ?? []).OrderBy(found => found.CreatedDateTime).ToList();
        if (all.FirstOrDefault(found => found.IsSuccess && UsedTheNewPassword(run, seen, events, found, whole: true)) is { } proof)
        {
            return With(step, run, proof) with { State = TestStepState.Passed, Reason = "The user signed in after the reset." };
        }

        var since = Newest(PasswordStep.Stamps(run, seen), proven);
        var after = all.Where(found => found.CreatedDateTime >= since).ToList();
        var late = seen.Now - since > TestRules.LogPatience;
        var open = step with { State = late ? TestStepState.Unknown : TestStepState.Pending };
        if (after.FirstOrDefault(found => found.IsSuccess) is { } success)
        {
            if (all.Any(found => found.IsSuccess && UsedTheNewPassword(run, seen, events, found, whole: false)) && InterruptedAt(run, since) is { } left)
            {
                return Restarted(With(step, run, success), left, "The user signed in, but not in one go with the reset");
            }

            // A sign-in proves the new password only if the reset itself is proven, and nothing changed the password after it.
            return With(open, run, success) with { Reason = "The user signed in, but that it was with the password of this reset is not proven." };
        }

        var interrupted = InterruptedAt(run, since);
        if (after.LastOrDefault() is { } refused)
        {
            var judged = Refused(With(open, run, refused), refused, late);
            return judged.State != TestStepState.Failed && interrupted is { } stopped ? Restarted(judged, stopped, judged.Reason.TrimEnd('.')) : judged;
        }

        return interrupted is { } at
            ? Restarted(step, at, "No sign-in after the reset was seen")
            : open with
            {
                Reason = late ? "No sign-in after the reset is in the log." : "No sign-in after the reset was seen yet.",
                NextStep = "Sign in as the user with the new password. Nobody kept it: who does not know it any more resets again, and this test takes the newest reset.",
            };
    }

    private static TestStep Refused(TestStep step, SignInEvent refused, bool late)
    {
        var code = refused.ErrorCode?.ToString(CultureInfo.InvariantCulture) ?? "no code";
        var interrupted = refused.ErrorCode is not { } number || s_interruptions.Contains(number);
        return step with
        {
            State = late && !interrupted ? TestStepState.Failed : step.State,
            Reason = $"No sign-in since the reset succeeded; the last was {(interrupted ? "not completed" : "refused")} with {code}: {refused.FailureReason?.TrimEnd('.') ?? "no reason given"}.",
            NextStep = interrupted ? "Finish the sign-in with what it asks for." : "Sign in as the user with the new password.",
        };
    }

    /// <summary>Waits for another reset, for as long as it takes: it is the person's turn.</summary>
    private static TestStep Restarted(TestStep step, DateTimeOffset at, string reason) => step with
    {
        State = TestStepState.Pending,
        Reason = $"{reason}: the check was interrupted at {at:yyyy-MM-dd HH:mm} UTC, and the new password was kept nowhere.",
        NextStep = "Reset again, then sign in with that password. A sign-in from before the interruption still counts when the log brings it.",
    };

    // A reset that the directory shows and the log does not yet is what is signed in after.
    private static DateTimeOffset Newest(IReadOnlyList<DateTimeOffset> stamps, DateTimeOffset proven) =>
        stamps.Where(stamp => stamp > proven + TestRules.Tolerance).Append(proven).Max();

    // The first end of the stretch is the moment to name: the last look that the journal has.
    private static DateTimeOffset? InterruptedAt(TestRun run, DateTimeOffset reset) =>
        run.Interruptions.Where(at => reset < at - s_slack).Select(at => (DateTimeOffset?)at).FirstOrDefault();

    /// <summary>After a reset that directory and log agree on, and before any later change of the password.</summary>
    /// <param name="whole">Nothing may have interrupted the test between the two.</param>
    private static bool UsedTheNewPassword(TestRun run, TestObservation seen, IReadOnlyList<SsprEvent> events, SignInEvent signIn, bool whole)
    {
        var stamps = PasswordStep.Stamps(run, seen);
        return events.Any(reset => reset.Kind == SsprEventKind.Reset && reset.IsSuccess && stamps.Any(stamp =>
            PasswordStep.IsMomentOf(reset, stamp)
            && signIn.CreatedDateTime >= reset.ActivityDateTime
            && !(whole && run.Interruptions.Any(at => reset.ActivityDateTime < at - s_slack && signIn.CreatedDateTime > at + s_slack))
            && !stamps.Any(later => later > stamp && MayFollow(signIn, later))));
    }

    // The logs count in whole seconds in places. In doubt a sign-in was after a later change and proves nothing of this reset; that it was after
    // the reset is never given for the second: the old password may have been used in the same one.
    private static bool MayFollow(SignInEvent signIn, DateTimeOffset time) =>
        signIn.CreatedDateTime.UtcTicks / TimeSpan.TicksPerSecond >= time.UtcTicks / TimeSpan.TicksPerSecond;

    private static TestStep With(TestStep step, TestRun run, SignInEvent found) =>
        step with { Evidence = [$"sign-in {found.Id}"], At = found.CreatedDateTime, By = run.UserPrincipalName };
}
