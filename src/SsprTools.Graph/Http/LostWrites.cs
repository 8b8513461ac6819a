using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>
/// <see cref="LostWrite"/> for many writes in batches: those whose answer was lost are looked for together, and only what is not there is sent again.
/// For writes whose second try comes to the same or is refused.
/// </summary>
internal sealed class LostWrites(SsprConnection connection)
{
    private const int MaxWrites = 3;

    // Writes land on one replica, and a read right after may ask another (facts/graph.md 1.14).
    private static readonly TimeSpan[] s_looks = [TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)];

    private readonly BatchClient _batch = new(connection);

    /// <summary>Sends a write for each item, and tells of each once what became of it.</summary>
    /// <param name="what">The write, as the subject of a sentence.</param>
    /// <param name="write">Its request, made anew for each try.</param>
    /// <param name="look">Which of these items show the write; who cannot be looked at is not named.</param>
    /// <param name="done">It was done: the answer, or <see langword="null"/> where it was seen instead.</param>
    /// <param name="failed">It was not done, or (<see cref="SsprErrorId.OutcomeUnknown"/>) nobody knows.</param>
    /// <exception cref="SsprException">It befalls all alike. What nothing was told of was not done.</exception>
    public async Task SettleAsync<T>(
        IReadOnlyList<T> items,
        Func<T, string> what,
        Func<T, BatchStep<T>> write,
        Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyDictionary<T, bool>>> look,
        Action<T, BatchAnswer<T>?> done,
        Action<T, SsprException> failed,
        CancellationToken cancellationToken)
        where T : class
    {
        var doubts = new Dictionary<T, SsprException>();
        var left = items;
        for (var attempt = 1; left.Count > 0; attempt++)
        {
            var (open, fatal) = await SendAsync(left, what, write, doubts, done, failed, cancellationToken).ConfigureAwait(false);
            // Also after an error for all: what was on its way may have been done.
            var unseen = await LookAsync(open, what, look, doubts, done, failed, cancellationToken).ConfigureAwait(false);
            if (fatal is not null)
            {
                unseen.ForEach(item => failed(item, LostWrite.Unknown(what(item), doubts[item])));
                throw fatal;
            }

            // What the service refused, or failed at by itself (500), is no matter of patience.
            var final = unseen.Where(item => attempt == MaxWrites || doubts[item].ErrorId != SsprErrorId.OutcomeUnknown || doubts[item].InnerException is GraphException { Error.Status: 500 }).ToHashSet();
            foreach (var item in final)
            {
                failed(item, doubts[item] is { ErrorId: SsprErrorId.OutcomeUnknown, InnerException: SsprException why } ? why : doubts[item]);
            }

            left = [.. unseen.Where(item => !final.Contains(item))];
        }
    }

    /// <summary>Those whose answer tells too little, and the error that befell all.</summary>
    private async Task<(List<T> Open, SsprException? Fatal)> SendAsync<T>(
        IReadOnlyList<T> items,
        Func<T, string> what,
        Func<T, BatchStep<T>> write,
        Dictionary<T, SsprException> doubts,
        Action<T, BatchAnswer<T>?> done,
        Action<T, SsprException> failed,
        CancellationToken cancellationToken)
        where T : class
    {
        var open = new List<T>();
        try
        {
            await foreach (var answer in _batch.SendAsync(items.Select(write), cancellationToken).ConfigureAwait(false))
            {
                if (answer.IsDone)
                {
                    done(answer.Key, answer);
                }
                else if (answer.Outcome == BatchOutcome.Unknown)
                {
                    doubts[answer.Key] = LostWrite.Unknown(what(answer.Key), answer.Error!.InnerException as SsprException ?? answer.Error);
                    open.Add(answer.Key);
                    RequestObserver.Current?.InDoubt(what(answer.Key));
                }
                else if (doubts.ContainsKey(answer.Key))
                {
                    // A refusal of the second try may come of the first one, done late.
                    doubts[answer.Key] = answer.Error!;
                    open.Add(answer.Key);
                }
                else
                {
                    failed(answer.Key, answer.Error!);
                }
            }
        }
        catch (SsprException error)
        {
            return (open, error);
        }

        return (open, null);
    }

    /// <returns>Those that were looked at and not seen.</returns>
    private async Task<List<T>> LookAsync<T>(
        List<T> open,
        Func<T, string> what,
        Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyDictionary<T, bool>>> look,
        Dictionary<T, SsprException> doubts,
        Action<T, BatchAnswer<T>?> done,
        Action<T, SsprException> failed,
        CancellationToken cancellationToken)
        where T : class
    {
        var unseen = open;
        foreach (var wait in s_looks)
        {
            if (unseen.Count == 0)
            {
                break;
            }

            await Task.Delay(wait, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
            IReadOnlyDictionary<T, bool> seen;
            try
            {
                seen = await look(unseen, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException)
            {
                // Neither the answer nor the look: what came first says more about why.
                unseen.ForEach(item => failed(item, LostWrite.Unknown(what(item), doubts[item])));
                throw;
            }

            foreach (var item in unseen)
            {
                if (!seen.TryGetValue(item, out var there))
                {
                    failed(item, LostWrite.Unknown(what(item), doubts[item]));
                }
                else if (there)
                {
                    done(item, null);
                }
            }

            unseen = [.. unseen.Where(item => seen.TryGetValue(item, out var there) && !there)];
        }

        return unseen;
    }
}
