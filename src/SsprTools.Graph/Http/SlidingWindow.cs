namespace SsprTools.Graph.Http;

/// <summary>
/// So much in so long: whoever wants more waits until enough of it is that long ago, in the order in which they came. What was taken counts from the
/// moment at which it was answered: the service counted it some time between, and nobody here knows when.
/// </summary>
internal sealed class SlidingWindow(TimeProvider clock, int capacity, TimeSpan length) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly object _lock = new();
    private readonly List<Taken> _taken = [];
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="cost">How much; what is more than there ever is takes all of it.</param>
    /// <param name="wait">Waits in a way that the person sees.</param>
    /// <returns>To be disposed of when the answer is there; <see langword="null"/>: nothing was taken.</returns>
    public async Task<IDisposable?> TakeAsync(int cost, Func<TimeSpan, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        cost = Math.Min(cost, capacity);
        if (cost <= 0)
        {
            return null;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                TimeSpan? left = null;
                Task answered;
                lock (_lock)
                {
                    _taken.RemoveAll(taken => taken.Left(clock, length) <= TimeSpan.Zero);
                    if (_taken.Sum(taken => taken.Cost) + cost <= capacity)
                    {
                        var mine = new Taken(this, cost);
                        _taken.Add(mine);
                        return mine;
                    }

                    left = _taken.Min(taken => taken.Left(clock, length));
                    answered = _answered.Task;
                }

                if (left is { } time)
                {
                    // In whole milliseconds, as timers count; a rest below one would be no wait at all.
                    await wait(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await answered.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed class Taken(SlidingWindow window, int cost) : IDisposable
    {
        private long? _answeredAt;

        public int Cost => cost;

        /// <summary>How long it still counts; <see langword="null"/>: until its answer and longer.</summary>
        public TimeSpan? Left(TimeProvider clock, TimeSpan length) => _answeredAt is { } at ? length - clock.GetElapsedTime(at) : null;

        public void Dispose()
        {
            TaskCompletionSource answered;
            lock (window._lock)
            {
                _answeredAt ??= window.Now;
                answered = window._answered;
                window._answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            answered.TrySetResult();
        }
    }

    private long Now => clock.GetTimestamp();
}
