namespace SsprTools.Graph.Testing;

/// <summary>
/// Was the password changed, and by self-service? Two witnesses are heard: the user's lastPasswordChangeDateTime at once, the audit log later.
/// Either alone is provisional; the step passes by a reset in the log and a change of the password at that moment.
/// </summary>
internal static class PasswordStep
{
    /// <summary>How much earlier than the log's entry the directory may date a change; more, and it was another one.</summary>
    private static readonly TimeSpan s_rounding = TimeSpan.FromMinutes(1);

    public static TestStep Judge(TestRun run, TestObservation seen, IReadOnlyList<SsprEvent> events)
    {
        var step = new TestStep { Step = TestStepName.PasswordChanged, State = TestStepState.Unknown, Reason = "" };
        var stamp = seen.User.Value?.LastPasswordChangeDateTime;
        if (stamp is not null)
        {
            step = step with { Evidence = [$"lastPasswordChangeDateTime {stamp:yyyy-MM-dd HH:mm:ss} UTC, directory"] };
        }

        if (Proven(Stamps(run, seen), events) is { } proven)
        {
            return With(step, proven) with { State = TestStepState.Passed, Reason = "The password was reset by the user." };
        }

        if (events.LastOrDefault(found => found.Kind == SsprEventKind.Reset && found.IsSuccess) is { } reset)
        {
            return Contradicted(With(step, reset), seen, reset, stamp);
        }

        // A word that nobody knows is neither; and who failed may have tried again since, as the new password then shows.
        var moved = Moved(run, stamp);
        if (events.LastOrDefault(found => found.Kind == SsprEventKind.Reset && found.IsFailure) is { } failed && !(moved > failed.ActivityDateTime))
        {
            return Failed(With(step, failed), seen, failed);
        }

        return moved is { } time
            ? Provisional(step with { At = time }, seen, events, time)
            : seen.Events.IsKnown || stamp is not null
                ? step with { State = TestStepState.Pending, Reason = "The password has not changed since the test began." }
                : step with { Reason = $"Neither the password's last change nor the audit log could be read: {seen.Events.WhyUnknown}" };
    }

    /// <summary>The newest reset that the log calls a success and at whose moment the directory saw a new password.</summary>
    private static SsprEvent? Proven(IReadOnlyList<DateTimeOffset> stamps, IReadOnlyList<SsprEvent> events) => events.LastOrDefault(found =>
        found.Kind == SsprEventKind.Reset && found.IsSuccess && stamps.Any(stamp => IsMomentOf(found, stamp)));

    /// <summary>
    /// When the directory saw a new password since the test began: by this look, and by earlier ones, because it may have been changed once more
    /// since. Empty while the directory's present word is not known.
    /// </summary>
    public static IReadOnlyList<DateTimeOffset> Stamps(TestRun run, TestObservation seen) => seen.User.Value?.LastPasswordChangeDateTime is { } now
        ? [.. run.PasswordChangesSeen, .. Moved(run, now) is { } moved && !run.PasswordChangesSeen.Contains(moved) ? [moved] : Array.Empty<DateTimeOffset>()]
        : [];

    /// <summary>Whether a reset is what set the password that the account has.</summary>
    public static bool IsMomentOf(SsprEvent reset, DateTimeOffset stamp) =>
        stamp >= reset.ActivityDateTime - s_rounding && stamp <= reset.ActivityDateTime + TestRules.Tolerance;

    private static DateTimeOffset? Moved(TestRun run, DateTimeOffset? stamp) =>
        stamp is { } time && time >= run.StartedAt && time != run.PasswordChangedBefore ? time : null;

    private static TestStep Contradicted(TestStep step, TestObservation seen, SsprEvent reset, DateTimeOffset? stamp)
    {
        if (stamp is null)
        {
            return step with { Reason = "The audit log says that the password was reset; the account's own date of it could not be read." };
        }

        if (stamp > reset.ActivityDateTime)
        {
            return step with
            {
                Reason = $"The audit log says that the password was reset, but it was changed again at {stamp:yyyy-MM-dd HH:mm} UTC, so the account shows nothing of it.",
                NextStep = "Reset once more; this test takes the newest reset.",
            };
        }

        // The date of a synced account comes back by the next synchronization.
        var patience = seen.User.Value?.OnPremisesSyncEnabled == true ? TestRules.LogPatience : TestRules.Tolerance;
        return seen.Now - reset.ActivityDateTime <= patience
            ? step with { State = TestStepState.Pending, Reason = "The audit log says that the password was reset; the directory does not show it yet." }
            : step with { State = TestStepState.Failed, Reason = "The audit log says that the password was reset, but the account's password did not change." };
    }

    private static TestStep Failed(TestStep step, TestObservation seen, SsprEvent failed)
    {
        var refusal = ResetRefusal.Of(failed, seen.Readiness);
        var banned = failed.Reason?.Contains("Fuzzy", StringComparison.OrdinalIgnoreCase) == true;
        return step with
        {
            // The page stays open for another try; what the service refuses for good fails at once.
            State = refusal is null && seen.Now - failed.ActivityDateTime <= TestRules.Session ? TestStepState.Pending : TestStepState.Failed,
            Reason = $"The reset failed: {failed.Reason ?? failed.Result ?? "no reason given"}.",
            SsprCode = refusal?.Code,
            NextStep = refusal?.Advice ?? (banned
                ? "The password is too close to a banned one: choose another, without names and common words."
                : "Reset again at the reset page; Test-SsprUser shows what stands in the way."),
        };
    }

    private static TestStep Provisional(TestStep step, TestObservation seen, IReadOnlyList<SsprEvent> events, DateTimeOffset stamp)
    {
        var otherwise = events.LastOrDefault(found => found.IsSuccess
            && found.Kind is SsprEventKind.AdminReset or SsprEventKind.Change
            && (found.ActivityDateTime - stamp).Duration() <= TestRules.Tolerance);
        if (otherwise is not null)
        {
            // A forced change at first sign-in belongs to the registration, so it says nothing against a reset that is still to come.
            return step with
            {
                State = TestStepState.Pending,
                Reason = $"The password was changed by '{otherwise.Activity}', which is no self-service reset.",
                Evidence = [.. step.Evidence, $"audit event {otherwise.Id}"],
                At = null,
            };
        }

        if (!seen.Events.IsKnown)
        {
            return step with { Reason = $"The password changed, but how is not known: {seen.Events.WhyUnknown}" };
        }

        return seen.Now - stamp <= TestRules.LogPatience
            ? step with { State = TestStepState.Pending, Reason = "Provisional: the password changed; the audit log has not said by whom yet." }
            : step with { Reason = "The password changed, but the audit log does not say that it was a self-service reset." };
    }

    private static TestStep With(TestStep step, SsprEvent found) =>
        step with { Evidence = [.. step.Evidence, $"audit event {found.Id}"], At = found.ActivityDateTime, By = found.InitiatedBy };
}
