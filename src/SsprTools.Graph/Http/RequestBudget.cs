using System.Collections.Concurrent;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>
/// Keeps an app's requests in a tenant under what the service allows (facts/graph.md 1.14): requests to reports and logs, directory
/// writes, and resource units. Waiting here costs less than being refused: a refusal counts too ("all requests accrue against your usage
/// limits", learn.microsoft.com/graph/throttling).
/// </summary>
internal sealed class RequestBudget : IDisposable
{
    /// <summary>Requests to reports and logs in <see cref="Window"/>.</summary>
    internal const int Requests = 5;

    // The service's window, and a little for clocks that do not tick alike.
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10.05);

    private static readonly ConcurrentDictionary<string, RequestBudget> s_shared = new(StringComparer.OrdinalIgnoreCase);
    private readonly SlidingWindow _reports;
    private readonly SlidingWindow _writes;
    private readonly SlidingWindow _units;

    /// <param name="clock">Time, for the windows and the waits.</param>
    /// <param name="scale">Shortens every window, for tests that have no minutes.</param>
    public RequestBudget(TimeProvider clock, double scale = 1)
        : this(
            clock,
            new(clock, Requests, Window * scale),
            new(clock, 3000, TimeSpan.FromSeconds(150.5) * scale),
            // The smallest tenant's; a larger one has up to 8,000, which nobody reaches who waits for answers.
            new(clock, 3500, Window * scale))
    {
    }

    private RequestBudget(TimeProvider clock, SlidingWindow reports, SlidingWindow writes, SlidingWindow units)
    {
        Clock = clock;
        _reports = reports;
        _writes = writes;
        _units = units;
    }

    public TimeProvider Clock { get; }

    /// <summary>The budget that every connection of this process to a tenant with an app shares.</summary>
    public static RequestBudget Of(string tenantId, string? applicationId) =>
        s_shared.GetOrAdd($"{tenantId} {applicationId}", _ => new RequestBudget(TimeProvider.System));

    /// <summary>What a sandbox says that it keeps; <see langword="null"/> when it keeps none, so that a rehearsal is not slow.</summary>
    public static RequestBudget? Of(SandboxBudgets? kept, TimeProvider clock)
    {
        return kept is null ? null : new RequestBudget(clock, Of(kept.Reports), Of(kept.Writes), Of(kept.ResourceUnits));

        // As for the real service, a little longer than the window that it counts by.
        SlidingWindow Of(SandboxBudget? budget) => budget is null
            ? new(clock, int.MaxValue, TimeSpan.Zero)
            : new(clock, budget.Requests, TimeSpan.FromSeconds(budget.Seconds * 1.005));
    }

    /// <summary>Returns when a request may be sent.</summary>
    /// <returns>To be disposed of when its answer is there.</returns>
    public async Task<IDisposable> WaitAsync(RequestCost cost, Func<TimeSpan, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        var lease = new Lease();
        try
        {
            lease.Add(await _reports.TakeAsync(cost.Reports, wait, cancellationToken).ConfigureAwait(false));
            lease.Add(await _writes.TakeAsync(cost.Writes, wait, cancellationToken).ConfigureAwait(false));
            lease.Add(await _units.TakeAsync(cost.Units, wait, cancellationToken).ConfigureAwait(false));
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _reports.Dispose();
        _writes.Dispose();
        _units.Dispose();
    }

    private sealed class Lease : IDisposable
    {
        private readonly List<IDisposable> _parts = [];

        public void Add(IDisposable? part)
        {
            if (part is not null)
            {
                _parts.Add(part);
            }
        }

        public void Dispose() => _parts.ForEach(part => part.Dispose());
    }
}
