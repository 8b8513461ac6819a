using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Testing;

/// <summary>Waits for several tests at once: every look goes over those that are pending, and each comes out as soon as it is not.</summary>
public sealed class TestWatch
{
    // A look makes three requests of the budget of reports and logs, which is five in ten seconds (facts/graph.md 1.14); half of it is left to others.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_pauseForOne = TimeSpan.FromSeconds(12);

    private readonly TimeProvider _clock;
    private readonly Func<TestRun, CancellationToken, Task<TestRun>> _look;

    public TestWatch(SsprConnection connection)
        : this(connection.Clock.Local, new TestRunner(connection).LookAsync)
    {
    }

    internal TestWatch(TimeProvider clock, Func<TestRun, CancellationToken, Task<TestRun>> look)
    {
        _clock = clock;
        _look = look;
    }

    /// <param name="runs">The tests to wait for.</param>
    /// <param name="timeout">How long to wait for all of them.</param>
    /// <param name="looked">Called after each look with the run that was looked at, and how many are waited for.</param>
    /// <param name="passedOver">Called when a look failed in a way that passes; the next one may not.</param>
    /// <returns>Each run once, with what ended it if that was an error.</returns>
    public async IAsyncEnumerable<(TestRun Run, SsprException? Error)> WaitAsync(
        IReadOnlyList<TestRun> runs, TimeSpan timeout, Action<TestRun, int> looked, Action<TestRun, SsprException> passedOver,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var waiting = runs.ToList();
        while (waiting.Count > 0)
        {
            for (var index = 0; index < waiting.Count;)
            {
                if (waiting[index].State == TestStepState.Pending)
                {
                    index++;
                    continue;
                }

                yield return (waiting[index], null);
                waiting.RemoveAt(index);
            }

            var left = timeout - _clock.GetElapsedTime(started);
            if (waiting.Count == 0 || left <= TimeSpan.Zero)
            {
                break;
            }

            var pause = waiting.Count * s_pauseForOne is var share && share > s_pause ? share : s_pause;
            await Task.Delay(left < pause ? left : pause, _clock, cancellationToken).ConfigureAwait(false);
            for (var index = 0; index < waiting.Count;)
            {
                var (next, error) = await LookAsync(waiting[index], passedOver, cancellationToken).ConfigureAwait(false);
                if (error is not null)
                {
                    waiting.RemoveAt(index);
                    yield return (next, error);
                    continue;
                }

                waiting[index++] = next;
                looked(next, waiting.Count);
            }
        }

        foreach (var run in waiting)
        {
            yield return (run, null);
        }
    }

    private async Task<(TestRun Run, SsprException? Error)> LookAsync(TestRun run, Action<TestRun, SsprException> passedOver, CancellationToken cancellationToken)
    {
        try
        {
            return (await _look(run, cancellationToken).ConfigureAwait(false), null);
        }
        catch (SsprException error) when (error.ErrorId is SsprErrorId.ServiceUnreachable or SsprErrorId.ServiceUnavailable or SsprErrorId.Throttled)
        {
            // A wait of an hour outlives a lost connection.
            passedOver(run, error);
            return (run, null);
        }
        catch (SsprException error)
        {
            return (run, error);
        }
    }
}
