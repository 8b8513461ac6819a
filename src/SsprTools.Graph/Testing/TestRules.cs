using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Testing;

/// <summary>
/// Judges the steps of a reset test from what was observed. Pure. A step passes only by its own evidence, newer than the test and of this
/// user; while the audit log may still speak it is pending, and when it should have spoken it is unknown.
/// </summary>
internal static class TestRules
{
    /// <summary>Twice the longest documented lateness of the audit log: what is not there then is missing, not late.</summary>
    public static readonly TimeSpan LogPatience = 2 * AuditTrail.Latest;

    /// <summary>How far the clocks of directory and audit log may be apart.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The report is hours late; after a day it is missing.</summary>
    public static readonly TimeSpan ReportPatience = TimeSpan.FromHours(24);

    public static IReadOnlyList<TestStep> Judge(TestRun run, TestObservation seen)
    {
        var events = (seen.Events.Value ?? []).Where(found => found.UserId == run.UserId && found.ActivityDateTime >= run.StartedAt).ToList();
        var attempt = ResetAttempt.Choose(events);
        var registration = Registration(run, seen);
        var changed = PasswordStep.Judge(run, seen, attempt, events);
        return
        [
            Preflight(seen),
            registration,
            Report(seen, registration),
            ResetStarted(run, seen, attempt),
            Verification(run, seen, attempt),
            changed,
            SignInStep.Judge(seen, changed),
            Writeback(seen, attempt),
        ];
    }

    private static TestStep Preflight(TestObservation seen)
    {
        var gates = seen.Readiness.Gates.Where(gate => gate.Decides && gate.Gate != Gate.Methods).ToList();
        var failed = gates.FirstOrDefault(gate => gate.Verdict == Verdict.Fail);
        var unknown = gates.FirstOrDefault(gate => gate.Verdict == Verdict.Unknown && !gate.CoveredByReport);
        return new TestStep
        {
            Step = TestStepName.Preflight,
            State = failed is not null ? TestStepState.Failed : unknown is not null || gates.Count == 0 ? TestStepState.Unknown : TestStepState.Passed,
            Reason = (failed ?? unknown)?.Reason ?? "Account, licence, scope, writeback and block are in order.",
            Evidence = [.. gates.SelectMany(gate => gate.Evidence)],
            NextStep = (failed ?? unknown)?.NextStep ?? "",
            At = seen.Now,
        };
    }

    private static TestStep Registration(TestRun run, TestObservation seen)
    {
        var gate = seen.Readiness.Gates.FirstOrDefault(found => found.Gate == Gate.Methods);
        var before = run.Steps.FirstOrDefault(step => step is { Step: TestStepName.Registration, State: TestStepState.Passed });
        var registered = (seen.Events.Value ?? []).Where(found => found.Kind == SsprEventKind.Registered && found.UserId == run.UserId && found.IsSuccess);
        return new TestStep
        {
            Step = TestStepName.Registration,
            State = gate?.Verdict switch
            {
                Verdict.Pass => TestStepState.Passed,
                Verdict.Fail => TestStepState.Pending,
                _ => TestStepState.Unknown,
            },
            Reason = gate?.Reason ?? "The methods were not judged.",
            Evidence = [.. gate?.Evidence ?? [], .. registered.Select(found => $"audit event {found.Id}")],
            NextStep = gate?.Verdict == Verdict.Fail ? "Sign in as the user at the registration page and register." : "",
            // The first time that the methods were seen; the report's patience counts from there.
            At = before?.At ?? (gate?.Verdict == Verdict.Pass ? seen.Now : null),
        };
    }

    private static TestStep Report(TestObservation seen, TestStep registration)
    {
        var step = new TestStep { Step = TestStepName.Report, State = TestStepState.Unknown, Reason = "" };
        if (!seen.ReportRow.IsKnown)
        {
            return step with { Reason = $"The registration report could not be read: {seen.ReportRow.WhyUnknown}" };
        }

        var row = seen.ReportRow.Value;
        var what = row is null ? "has no row for the user" : $"says capable: {row.IsSsprCapable?.ToString() ?? "not said"}, refreshed {row.ReportUpdatedDateTime:yyyy-MM-dd HH:mm} UTC";
        step = step with { Evidence = [$"registration report {what}"] };
        if (row?.IsSsprCapable == true)
        {
            return step with { State = TestStepState.Passed, Reason = "The registration report shows the user as capable.", At = row.ReportUpdatedDateTime };
        }

        var waiting = registration.At is not { } since || seen.Now - since < ReportPatience;
        return step with
        {
            State = waiting ? TestStepState.Pending : TestStepState.Unknown,
            Reason = waiting ? $"The registration report {what}; it is hours late." : $"A day after the registration the report still {what}.",
        };
    }

    private static TestStep ResetStarted(TestRun run, TestObservation seen, ResetAttempt? attempt)
    {
        var step = new TestStep { Step = TestStepName.ResetStarted, State = TestStepState.Unknown, Reason = "" };
        if (!seen.Events.IsKnown)
        {
            return step with { Reason = $"The audit log could not be read: {seen.Events.WhyUnknown}" };
        }

        if (attempt?.Flow.FirstOrDefault() is { } first)
        {
            return step with
            {
                State = TestStepState.Passed,
                Reason = $"{first.Reason ?? first.Activity}.",
                Evidence = [$"audit event {first.Id}"],
                At = first.ActivityDateTime,
            };
        }

        var changed = seen.User.Value?.LastPasswordChangeDateTime is { } stamp && stamp > run.StartedAt ? stamp : (DateTimeOffset?)null;
        return changed is { } time && seen.Now - time > LogPatience
            ? step with { Reason = "The password changed, but the audit log knows of no way through the reset pages." }
            : step with
            {
                State = TestStepState.Pending,
                Reason = changed is null ? "No reset of this user was seen yet." : "The password changed; the audit log has not spoken yet.",
                NextStep = changed is null ? "Reset the password as the user at the reset page." : "",
            };
    }

    private static TestStep Verification(TestRun run, TestObservation seen, ResetAttempt? attempt)
    {
        var step = new TestStep { Step = TestStepName.Verification, State = TestStepState.Unknown, Reason = "" };
        if (!seen.Events.IsKnown)
        {
            return step with { Reason = $"The audit log could not be read: {seen.Events.WhyUnknown}" };
        }

        if (attempt is null)
        {
            var started = ResetStarted(run, seen, null);
            return step with { State = started.State, Reason = started.Reason };
        }

        var completed = attempt.Completed;
        step = step with { Evidence = [.. completed.Select(found => $"audit event {found.Id}: {found.Reason}")], At = completed.Count == 0 ? null : completed[^1].ActivityDateTime };
        if (seen.MethodsRequired.IsKnown && completed.Count >= seen.MethodsRequired.Value && completed.Count > 0)
        {
            return step with { State = TestStepState.Passed, Reason = $"{completed.Count} of {seen.MethodsRequired.Value} verifications passed." };
        }

        var needed = seen.MethodsRequired.IsKnown ? $"{seen.MethodsRequired.Value}" : "an unknown number";
        if (attempt.Ended is { } ended && attempt.Reset?.IsSuccess != true)
        {
            return step with
            {
                State = TestStepState.Failed,
                Reason = $"{completed.Count} of {needed} verifications, then: {ended.Reason}.",
                Evidence = [.. step.Evidence, $"audit event {ended.Id}"],
            };
        }

        var last = attempt.Events[^1];
        if (seen.Now - last.ActivityDateTime <= LogPatience)
        {
            return step with { State = TestStepState.Pending, Reason = $"{completed.Count} of {needed} verifications seen so far." };
        }

        return attempt.StartedOption is { } option && completed.Count == 0 && attempt.Reset is null
            ? step with { State = TestStepState.Failed, Reason = $"{option.Reason}, and nothing after it.", Evidence = [$"audit event {option.Id}"] }
            : step with { Reason = $"{completed.Count} of {needed} verifications are in the audit log, and no more came." };
    }

    private static TestStep Writeback(TestObservation seen, ResetAttempt? attempt)
    {
        var step = new TestStep { Step = TestStepName.Writeback, State = TestStepState.Unknown, Reason = "" };
        if (!seen.User.IsKnown || seen.User.Value is not { } user)
        {
            return step with { Reason = $"Whether the user is synced is not known: {seen.User.WhyUnknown ?? "there is no such user"}" };
        }

        if (user.OnPremisesSyncEnabled != true)
        {
            return step with { State = TestStepState.Skipped, Reason = "The user is a cloud user." };
        }

        return attempt?.Reset switch
        {
            null => step with { State = TestStepState.Pending, Reason = "No outcome of a reset is in the audit log yet." },
            { IsSuccess: true, OnPremisesAgent: { Length: > 0 } agent } reset when !agent.Equals("None", StringComparison.OrdinalIgnoreCase) =>
                step with { State = TestStepState.Passed, Reason = $"Written back by {agent}.", Evidence = [$"audit event {reset.Id}"], At = reset.ActivityDateTime },
            { OnPremisesAgent: null } reset => step with { Reason = "The event does not say who wrote the password back.", Evidence = [$"audit event {reset.Id}"] },
            { } reset => step with { State = TestStepState.Failed, Reason = "The password of a synced user was not written back.", Evidence = [$"audit event {reset.Id}"] },
        };
    }
}
