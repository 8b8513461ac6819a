namespace SsprTools.Graph.Directory;

/// <summary>
/// Reads again after a change until the change shows. Writes land on one replica and reads may ask another, for seconds (facts/graph.md 1.14);
/// after two seconds the change counts as unverified.
/// </summary>
internal static class ReadBack
{
    private static readonly TimeSpan[] s_waits = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(1.2)];

    /// <returns>What was read last, whether it shows the change or not.</returns>
    public static async Task<T> UntilAsync<T>(
        Func<CancellationToken, Task<T>> read, Func<T, bool> shows, TimeProvider clock, CancellationToken cancellationToken)
    {
        var state = await read(cancellationToken).ConfigureAwait(false);
        foreach (var wait in s_waits)
        {
            if (shows(state))
            {
                break;
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            state = await read(cancellationToken).ConfigureAwait(false);
        }

        return state;
    }

    /// <summary>The same for many, read together: who shows the change is not asked for again.</summary>
    /// <param name="read">Reads these and gives back those that do not show it.</param>
    public static async Task UntilAllAsync<T>(
        IReadOnlyList<T> items, Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<T>>> read, TimeProvider clock, CancellationToken cancellationToken)
    {
        var left = items.Count == 0 ? items : await read(items, cancellationToken).ConfigureAwait(false);
        foreach (var wait in s_waits)
        {
            if (left.Count == 0)
            {
                return;
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            left = await read(left, cancellationToken).ConfigureAwait(false);
        }
    }
}
