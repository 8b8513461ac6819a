namespace SsprTools.Graph.Testing;

/// <summary>
/// Was the password changed, and by self-service? Two witnesses are heard: the user's lastPasswordChangeDateTime at once, the audit log later.
/// Either alone is provisional; when they contradict each other the step fails.
/// </summary>
internal static class PasswordStep
{
    public static TestStep Judge(TestRun run, TestObservation seen, ResetAttempt? attempt, IReadOnlyList<SsprEvent> events)
    {
        var step = new TestStep { Step = TestStepName.PasswordChanged, State = TestStepState.Unknown, Reason = "" };
        var stamp = seen.User.Value?.LastPasswordChangeDateTime;
        var moved = stamp is { } time && time >= run.StartedAt && time != run.PasswordChangedBefore;
        if (stamp is not null)
        {
            step = step with { Evidence = [$"lastPasswordChangeDateTime {stamp:yyyy-MM-dd HH:mm:ss} UTC, directory"] };
        }

        if (attempt?.Reset is { } reset)
        {
            return WithOutcome(step with { Evidence = [.. step.Evidence, $"audit event {reset.Id}"] }, seen, reset, stamp, moved);
        }

        if (!moved)
        {
            return seen.Events.IsKnown || stamp is not null
                ? step with { State = TestStepState.Pending, Reason = "The password has not changed since the test began." }
                : step with { Reason = $"Neither the password's last change nor the audit log could be read: {seen.Events.WhyUnknown}" };
        }

        var otherwise = events.LastOrDefault(found => found.IsSuccess
            && found.Kind is SsprEventKind.AdminReset or SsprEventKind.Change
            && (found.ActivityDateTime - stamp!.Value).Duration() <= TestRules.Tolerance);
        if (otherwise is not null)
        {
            // A forced change at first sign-in belongs to the registration, so it says nothing against a reset that is still to come.
            return step with
            {
                State = TestStepState.Pending,
                Reason = $"The password was changed by '{otherwise.Activity}', which is no self-service reset.",
                Evidence = [.. step.Evidence, $"audit event {otherwise.Id}"],
            };
        }

        if (!seen.Events.IsKnown)
        {
            return step with { Reason = $"The password changed, but how is not known: {seen.Events.WhyUnknown}" };
        }

        return seen.Now - stamp!.Value <= TestRules.LogPatience
            ? step with { State = TestStepState.Pending, Reason = "Provisional: the password changed; the audit log has not said by whom yet.", At = stamp }
            : step with { Reason = "The password changed, but the audit log does not say that it was a self-service reset.", At = stamp };
    }

    private static TestStep WithOutcome(TestStep step, TestObservation seen, SsprEvent reset, DateTimeOffset? stamp, bool moved)
    {
        if (!reset.IsSuccess)
        {
            return step with { State = TestStepState.Failed, Reason = $"The reset failed: {reset.Reason ?? reset.Result ?? "no reason given"}.", At = reset.ActivityDateTime };
        }

        if (stamp is null)
        {
            return step with { Reason = "The audit log says that the password was reset; the account's own date of it could not be read." };
        }

        if (moved && stamp >= reset.ActivityDateTime - TestRules.Tolerance)
        {
            return step with { State = TestStepState.Passed, Reason = "The password was reset by the user.", At = reset.ActivityDateTime };
        }

        return seen.Now - reset.ActivityDateTime <= TestRules.Tolerance
            ? step with { State = TestStepState.Pending, Reason = "The audit log says that the password was reset; the directory does not show it yet." }
            : step with { State = TestStepState.Failed, Reason = "The audit log says that the password was reset, but the account's password did not change.", At = reset.ActivityDateTime };
    }
}
