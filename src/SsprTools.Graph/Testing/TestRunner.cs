using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Testing;

/// <summary>Starts, watches and resumes reset tests. It only looks: a person, or the sandbox's robot, does the reset.</summary>
public sealed class TestRunner(SsprConnection connection)
{
    /// <summary>Begins a test of a user: remembers the moment, looks once, and writes the journal.</summary>
    /// <param name="identity">UPN or object id.</param>
    /// <param name="journalPath">See <see cref="TestRun.JournalPath"/>; a new file in the tenant's own folder when absent.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UserNotFound"/>, <see cref="SsprErrorId.JournalFailed"/></exception>
    public async Task<TestRun> StartAsync(string identity, string? journalPath, CancellationToken cancellationToken)
    {
        var user = await new UserDirectory(connection).GetAsync(identity, cancellationToken).ConfigureAwait(false);
        return await LookAsync(TestJournal.Start(New(user), journalPath), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with the test of a journal and looks once.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidJournal"/></exception>
    public async Task<TestRun> ResumeAsync(string journalPath, CancellationToken cancellationToken)
    {
        var run = TestJournal.Read(journalPath, connection.TenantId);
        return Noted(Resume(run, await new TestObserver(connection).ObserveAsync(run, cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>Says what stands in the way of a test, and begins none: nothing is sent but reads, and no journal is written.</summary>
    public async Task<TestRun> PreflightAsync(string identity, CancellationToken cancellationToken)
    {
        var user = await new UserDirectory(connection).GetAsync(identity, cancellationToken).ConfigureAwait(false);
        var run = New(user);
        var seen = await new TestObserver(connection).ObserveAccountAsync(run, cancellationToken).ConfigureAwait(false);
        return run with { ObservedAt = seen.Now, Steps = [.. TestRules.JudgePreflight(run, seen).Select(step => step with { Mode = ModeOf(step.Step, run.IsSimulated) })] };
    }

    /// <summary>Looks at the user and the logs, judges the steps anew and writes the journal.</summary>
    public async Task<TestRun> LookAsync(TestRun run, CancellationToken cancellationToken)
    {
        return Noted(Advance(run, await new TestObserver(connection).ObserveAsync(run, cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>The run after its first look since the journal was left. Nobody watched in between, and what was left off stays known.</summary>
    internal static TestRun Resume(TestRun run, TestObservation seen) => Advance(
        run.Steps.Any(step => step is { Step: TestStepName.SignIn, State: TestStepState.Passed })
            ? run
            : run with { Interruptions = [.. run.Interruptions, run.ObservedAt, seen.Now] },
        seen);

    /// <summary>The run after a look. Pure: from the same journal and the same observations comes the same run.</summary>
    internal static TestRun Advance(TestRun run, TestObservation seen) => run with
    {
        ObservedAt = seen.Now,
        PasswordChangesSeen = PasswordStep.Stamps(run, seen) is { Count: > 0 } stamps ? stamps : run.PasswordChangesSeen,
        Steps = [.. TestRules.Judge(run, seen).Select(step => Kept(run, step with { Mode = ModeOf(step.Step, run.IsSimulated) }))],
    };

    /// <summary>
    /// What was seen to pass stays passed when the logs have forgotten it (7 to 30 days, facts/graph.md 1.12) or cannot be read; a contradiction counts.
    /// </summary>
    private static TestStep Kept(TestRun run, TestStep step) =>
        step.State is TestStepState.Pending or TestStepState.Unknown
        && run.Steps.FirstOrDefault(before => before.Step == step.Step) is { State: TestStepState.Passed } before
        && step.Step is not (TestStepName.Preflight or TestStepName.Registration)
            ? before
            : step;

    private static TestRun Noted(TestRun run)
    {
        TestJournal.Append(run);
        return run;
    }

    private static TestStepMode ModeOf(TestStepName step, bool isSimulated) => true switch
    {
        _ when isSimulated => TestStepMode.Simulated,
        _ when step is TestStepName.Preflight or TestStepName.Report => TestStepMode.Automated,
        _ => TestStepMode.Assisted,
    };

    private TestRun New(DirectoryUser user) => new()
    {
        Id = Guid.NewGuid().ToString(),
        UserId = user.Id,
        UserPrincipalName = user.UserPrincipalName,
        TenantId = connection.TenantId,
        // The logs count in whole seconds in places.
        StartedAt = Truncated(connection.Clock.Now),
        PasswordChangedBefore = user.LastPasswordChangeDateTime,
        IsSimulated = connection.IsSandbox,
    };

    private static DateTimeOffset Truncated(DateTimeOffset time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerSecond, time.Offset);
}
