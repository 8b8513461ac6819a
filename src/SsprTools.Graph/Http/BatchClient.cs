using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>
/// Sends many requests in <c>$batch</c>es of 20, a few batches at a time, and yields each request's answer as it comes: in any order, each
/// exactly once. Memory does not grow with their number, and no more is taken from the source than is sent.
/// <para>
/// Every request is judged by itself. 429 and 503: it alone is sent again, after its own Retry-After, within <see cref="RequestLimits"/>.
/// 502, 504, no entry, two entries, an answer that broke off: a read is sent again; a write is <see cref="BatchOutcome.Unknown"/>, and the caller
/// looks whether it was done (<see cref="LostWrite"/>). 401: once by itself, with a renewed token. All else is its answer.
/// </para>
/// <para>
/// What concerns every request alike is thrown, after those under way were answered: no connection, a token that cannot be renewed,
/// a forbidden or still throttled <c>$batch</c>. Then what has no answer was not done.
/// </para>
/// <para>Requests run in no order; what depends on another is sent after that one's answer. Sources: facts/graph.md 1.14, 5.5.</para>
/// </summary>
internal sealed class BatchClient(SsprConnection connection)
{
    /// <summary>The most that the service takes in one.</summary>
    public const int MaxSteps = 20;

    /// <summary>Batches under way at once.</summary>
    public const int MaxConcurrency = 4;

    /// <exception cref="SsprException">See above; also <see cref="SsprErrorId.ForeignAddress"/>, <see cref="SsprErrorId.NotInThisCloud"/>.</exception>
    public IAsyncEnumerable<BatchAnswer<T>> SendAsync<T>(IEnumerable<BatchStep<T>> steps, CancellationToken cancellationToken) =>
        SendAsync(Each(steps), cancellationToken);

    /// <inheritdoc cref="SendAsync{T}(IEnumerable{BatchStep{T}}, CancellationToken)"/>
    public async IAsyncEnumerable<BatchAnswer<T>> SendAsync<T>(IAsyncEnumerable<BatchStep<T>> steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new BatchRun<T>(connection, steps.GetAsyncEnumerator(stop.Token), stop.Token);
        try
        {
            await foreach (var answer in run.AnswersAsync().ConfigureAwait(false))
            {
                yield return answer;
            }
        }
        finally
        {
            // Select-Object -First, an error downstream, Ctrl+C: nobody is left behind.
            await stop.CancelAsync().ConfigureAwait(false);
            await run.DisposeAsync().ConfigureAwait(false);
        }
    }

    // An async iterator only for its type: taking from a plain list never waits.
#pragma warning disable CS1998
    private static async IAsyncEnumerable<BatchStep<T>> Each<T>(IEnumerable<BatchStep<T>> steps)
#pragma warning restore CS1998
    {
        foreach (var step in steps)
        {
            yield return step;
        }
    }
}
