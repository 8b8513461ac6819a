using System.Collections.Concurrent;

namespace SsprTools.Graph.Http;

/// <summary>
/// Keeps the requests to reports and logs under what the service allows an app in a tenant: 5 in 10 seconds (facts/graph.md 1.14). Waiting
/// here costs less than being refused: a refusal counts too.
/// </summary>
internal sealed class RequestBudget(TimeProvider clock) : IDisposable
{
    internal const int Requests = 5;

    // A little longer than the service's own window, because requests do not all take equally long on their way.
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10.1);

    private static readonly ConcurrentDictionary<string, RequestBudget> s_shared = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Queue<long> _sent = new();

    /// <summary>The budget that every connection of this process to a tenant with an app shares.</summary>
    public static RequestBudget Of(string tenantId, string? applicationId) =>
        s_shared.GetOrAdd($"{tenantId} {applicationId}", _ => new RequestBudget(TimeProvider.System));

    /// <summary>Whether a request counts against this budget.</summary>
    public static bool Counts(string path) =>
        path.Contains("/auditLogs/", StringComparison.OrdinalIgnoreCase) || path.Contains("/reports/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns when the next request may be sent; in the order in which they came.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_sent.Count == Requests)
            {
                var left = Window - clock.GetElapsedTime(_sent.Peek());
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
                }

                _sent.Dequeue();
            }

            _sent.Enqueue(clock.GetTimestamp());
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
