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

    /// <summary>How long the reset pages stay open for another try. Source: facts/graph.md 3.2.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<TestStep> Judge(TestRun run, TestObservation seen)
    {
        List<SsprEvent> events =
        [
            .. (seen.Events.Value ?? [])
                .Where(found => string.Equals(found.UserId, run.UserId, StringComparison.OrdinalIgnoreCase) && found.ActivityDateTime >= run.StartedAt)
                .DistinctBy(found => found.Id, StringComparer.OrdinalIgnoreCase)
                .OrderBy(found => found.ActivityDateTime).ThenBy(found => found.Id, StringComparer.Ordinal),
        ];
        var registration = Registration(run, seen, events);
        var started = ResetStarted(seen, run, events);
        var changed = PasswordStep.Judge(run, seen, events);
        return
        [
            Preflight(seen),
            registration,
            Report(seen, registration),
            started,
            .. VerificationSteps.Judge(seen, events, started),
            changed,
            SignInStep.Judge(run, seen, events, changed),
            WritebackStep.Judge(seen, events),
        ];
    }

    /// <summary>What is known before anybody does anything.</summary>
    public static IReadOnlyList<TestStep> JudgePreflight(TestRun run, TestObservation seen)
    {
        var registration = Registration(run, seen, []);
        return [Preflight(seen), registration, Report(seen, registration)];
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
            SsprCode = failed?.SsprCode,
            At = seen.Now,
        };
    }

    private static TestStep Registration(TestRun run, TestObservation seen, IReadOnlyList<SsprEvent> events)
    {
        var gate = seen.Readiness.Gates.FirstOrDefault(found => found.Gate == Gate.Methods);
        var before = run.Steps.FirstOrDefault(step => step is { Step: TestStepName.Registration, State: TestStepState.Passed });
        var registered = events.Where(found => found.Kind is SsprEventKind.Registered or SsprEventKind.SecurityInfo && found.IsSuccess).ToList();
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
            SsprCode = gate?.Verdict == Verdict.Fail ? gate.SsprCode : null,
            By = registered.LastOrDefault()?.InitiatedBy,
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

    private static TestStep ResetStarted(TestObservation seen, TestRun run, IReadOnlyList<SsprEvent> events)
    {
        var step = new TestStep { Step = TestStepName.ResetStarted, State = TestStepState.Unknown, Reason = "" };
        if (!seen.Events.IsKnown)
        {
            return step with { Reason = $"The audit log could not be read: {seen.Events.WhyUnknown}" };
        }

        if (events.FirstOrDefault(found => found.Kind == SsprEventKind.FlowStep) is { } first)
        {
            return step with
            {
                State = TestStepState.Passed,
                Reason = $"{first.Reason ?? first.Activity}.",
                Evidence = [$"audit event {first.Id}"],
                At = first.ActivityDateTime,
                By = first.InitiatedBy,
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
}
