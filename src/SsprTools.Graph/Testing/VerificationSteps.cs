namespace SsprTools.Graph.Testing;

/// <summary>
/// Did the user pass the gates? Each is a step: the second is skipped where one is asked for. Both must be of one way through the pages, and the
/// words of the log must say that an option was completed.
/// </summary>
internal static class VerificationSteps
{
    public static IReadOnlyList<TestStep> Judge(TestObservation seen, IReadOnlyList<SsprEvent> events, TestStep started)
    {
        var attempts = ResetAttempt.All(events);
        var best = attempts.Select(attempt => attempt.Completed).MaxBy(completed => completed.Count) ?? [];
        var first = Judge(TestStepName.Verification, best, 1, seen, events, attempts, started);
        if (seen.MethodsRequired is { IsKnown: true, Value: 1 } && best.Count < 2)
        {
            return [first, Empty(TestStepName.SecondVerification) with { State = TestStepState.Skipped, Reason = "One verification is asked for." }];
        }

        var second = Judge(TestStepName.SecondVerification, best, 2, seen, events, attempts, started);
        // What was seen cannot say that nothing more was asked for.
        return [first, seen.MethodsRequired.IsKnown || second.State is TestStepState.Passed or TestStepState.Failed
            ? second
            : second with { State = TestStepState.Unknown, Reason = $"Whether two verifications are asked for is not known: {seen.MethodsRequired.WhyUnknown}" }];
    }

    private static TestStep Judge(
        TestStepName name, IReadOnlyList<SsprEvent> completed, int number, TestObservation seen, IReadOnlyList<SsprEvent> events,
        IReadOnlyList<ResetAttempt> attempts, TestStep started)
    {
        var step = Empty(name);
        if (!seen.Events.IsKnown)
        {
            return step with { Reason = $"The audit log could not be read: {seen.Events.WhyUnknown}" };
        }

        if (completed.Count >= number)
        {
            return By(step, completed[number - 1]) with { State = TestStepState.Passed, Reason = $"{completed[number - 1].Reason}." };
        }

        if (events.LastOrDefault(found => found.Kind == SsprEventKind.Blocked) is { } blocked)
        {
            var until = blocked.ActivityDateTime.AddHours(24);
            return By(step, blocked) with
            {
                State = TestStepState.Failed,
                Reason = $"The user was blocked after too many attempts: {blocked.Reason ?? blocked.Activity}.",
                NextStep = $"Wait until {until:yyyy-MM-dd HH:mm} UTC (24 hours), then reset again with the right method; an administrator can reset the password meanwhile.",
            };
        }

        if (attempts.Count == 0)
        {
            return step with { State = started.State, Reason = started.Reason };
        }

        var last = attempts[^1];
        if (last.Ended is { } ended && !last.Succeeded)
        {
            return Ended(step, ended, completed.Count, seen);
        }

        if (seen.Now - last.Events[^1].ActivityDateTime <= TestRules.LogPatience)
        {
            return step with { State = TestStepState.Pending, Reason = $"{Seen(completed.Count)} so far." };
        }

        return last.StartedOption is { } option && completed.Count < number && !last.Events.Any(found => found.Kind == SsprEventKind.Reset)
            ? By(step, option) with { State = TestStepState.Failed, Reason = $"{option.Reason}, and nothing after it." }
            : step with { Reason = $"{Seen(completed.Count)} in the audit log, and no more came." };
    }

    private static TestStep Ended(TestStep step, SsprEvent ended, int completed, TestObservation seen)
    {
        var refusal = ResetRefusal.Of(ended, seen.Readiness);
        var mayGoOn = refusal is null && seen.Now - ended.ActivityDateTime <= TestRules.Session;
        return By(step, ended) with
        {
            State = mayGoOn ? TestStepState.Pending : TestStepState.Failed,
            Reason = $"{Seen(completed)}, then: {ended.Reason}.",
            SsprCode = refusal?.Code,
            NextStep = refusal?.Advice ?? "Reset again at the reset page, and finish it.",
        };
    }

    private static string Seen(int count) => count == 1 ? "1 verification was seen" : $"{count} verifications were seen";

    private static TestStep By(TestStep step, SsprEvent found) =>
        step with { Evidence = [$"audit event {found.Id}: {found.Reason}"], At = found.ActivityDateTime, By = found.InitiatedBy };

    private static TestStep Empty(TestStepName name) => new() { Step = name, State = TestStepState.Unknown, Reason = "" };
}
