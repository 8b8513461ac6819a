using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Testing;

/// <summary>Starts, watches and resumes reset tests. It only looks: a person, or the sandbox's robot, does the reset.</summary>
public sealed class TestRunner(SsprConnection connection)
{
    /// <summary>Between two looks at logs whose budget is five requests in ten seconds (facts/graph.md 1.14); a look makes two.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Begins a test of a user: remembers the moment, looks once, and writes the journal.</summary>
    /// <param name="identity">UPN or object id.</param>
    /// <param name="journalPath">See <see cref="TestRun.JournalPath"/>; a new file in the tenant's own folder when absent.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UserNotFound"/>, <see cref="SsprErrorId.JournalFailed"/></exception>
    public async Task<TestRun> StartAsync(string identity, string? journalPath, CancellationToken cancellationToken)
    {
        var user = await new UserDirectory(connection).GetAsync(identity, cancellationToken).ConfigureAwait(false);
        var run = new TestRun
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
        return await LookAsync(TestJournal.Start(run, journalPath), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with the test of a journal and looks once.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidJournal"/></exception>
    public Task<TestRun> ResumeAsync(string journalPath, CancellationToken cancellationToken) =>
        LookAsync(TestJournal.Read(journalPath, connection.TenantId), cancellationToken);

    /// <summary>Looks at the user and the logs, judges the steps anew and writes the journal.</summary>
    public async Task<TestRun> LookAsync(TestRun run, CancellationToken cancellationToken)
    {
        var seen = await new TestObserver(connection).ObserveAsync(run, cancellationToken).ConfigureAwait(false);
        var judged = TestRules.Judge(run, seen);
        var next = run with
        {
            ObservedAt = seen.Now,
            Steps = [.. judged.Select(step => Kept(run, step) with { Mode = ModeOf(step.Step) })],
        };
        TestJournal.Append(next);
        return next;
    }

    /// <summary>Looks again and again until no step is pending or the time is up.</summary>
    /// <param name="changed">Called after a look that changed a step.</param>
    public async Task<TestRun> WatchAsync(TestRun run, TimeSpan timeout, Action<TestRun> changed, CancellationToken cancellationToken)
    {
        var clock = connection.Clock.Local;
        var started = clock.GetTimestamp();
        while (run.State == TestStepState.Pending)
        {
            var left = timeout - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            await Task.Delay(left < Interval ? left : Interval, clock, cancellationToken).ConfigureAwait(false);
            var next = await LookAsync(run, cancellationToken).ConfigureAwait(false);
            if (!next.Steps.Select(step => (step.Step, step.State, step.Reason)).SequenceEqual(run.Steps.Select(step => (step.Step, step.State, step.Reason))))
            {
                changed(next);
            }

            run = next;
        }

        return run;
    }

    /// <summary>
    /// What was seen to pass stays passed when the logs have forgotten it (7 to 30 days, facts/graph.md 1.12) or cannot be read; a contradiction counts.
    /// </summary>
    private static TestStep Kept(TestRun run, TestStep step) =>
        step.State is TestStepState.Pending or TestStepState.Unknown
        && run.Steps.FirstOrDefault(before => before.Step == step.Step) is { State: TestStepState.Passed } before
        && step.Step is not (TestStepName.Preflight or TestStepName.Registration)
            ? before
            : step;

    private TestStepMode ModeOf(TestStepName step) => true switch
    {
        _ when connection.IsSandbox => TestStepMode.Simulated,
        _ when step is TestStepName.Preflight or TestStepName.Report => TestStepMode.Automated,
        _ => TestStepMode.Assisted,
    };

    private static DateTimeOffset Truncated(DateTimeOffset time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerSecond, time.Offset);
}
