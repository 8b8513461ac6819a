namespace SsprTools.Graph.Http;

/// <summary>So much in so long: whoever wants more waits until enough of it is that long ago, in the order in which they came.</summary>
internal sealed class SlidingWindow(TimeProvider clock, int capacity, TimeSpan length) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Queue<(long At, int Cost)> _taken = new();
    private int _sum;

    /// <param name="cost">How much; what is more than there ever is takes all of it.</param>
    /// <param name="wait">Waits in a way that the person sees.</param>
    public async Task TakeAsync(int cost, Func<TimeSpan, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        cost = Math.Min(cost, capacity);
        if (cost <= 0)
        {
            return;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (_taken.TryPeek(out var oldest))
            {
                var left = length - clock.GetElapsedTime(oldest.At);
                if (left > TimeSpan.Zero)
                {
                    if (_sum + cost <= capacity)
                    {
                        break;
                    }

                    // In whole milliseconds, as timers count; a rest below one would be no wait at all.
                    await wait(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);
                    continue;
                }

                _sum -= _taken.Dequeue().Cost;
            }

            _taken.Enqueue((clock.GetTimestamp(), cost));
            _sum += cost;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
