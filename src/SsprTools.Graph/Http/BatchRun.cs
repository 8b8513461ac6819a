using System.Runtime.ExceptionServices;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>The requests of one <see cref="BatchClient"/> call: which wait, which are under way, which are to be sent again and when.</summary>
internal sealed class BatchRun<T>(SsprConnection connection, IAsyncEnumerator<BatchStep<T>> source, CancellationToken cancellationToken) : IAsyncDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    private readonly BatchSender _sender = new(connection);
    private readonly TimeProvider _clock = connection.Clock.Local;
    private readonly RequestLimits _limits = connection.Limits;
    private readonly Queue<Pending> _ready = new();
    private readonly PriorityQueue<Pending, long> _later = new();
    private readonly List<Task<(List<Pending> Steps, BatchTry Result, TimeSpan Took)>> _underWay = [];
    private Task<bool>? _next;
    private bool _sourceIsEmpty;
    private ExceptionDispatchInfo? _fatal;

    public async IAsyncEnumerable<BatchAnswer<T>> AnswersAsync()
    {
        while (true)
        {
            if (_fatal is null)
            {
                await DispatchAsync().ConfigureAwait(false);
            }

            if (_underWay.Count == 0 && (_fatal is not null || (_sourceIsEmpty && _ready.Count == 0 && _later.Count == 0)))
            {
                break;
            }

            await WaitAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var done in _underWay.Where(batch => batch.IsCompleted).ToList())
            {
                _underWay.Remove(done);
                var (steps, result, took) = await done.ConfigureAwait(false);
                _fatal ??= result.Fatal is { } fatal ? ExceptionDispatchInfo.Capture(fatal) : null;
                // One for all of a batch, so that those throttled together can go together again.
                var jitter = RetryRules.Jitter();
                for (var i = 0; i < steps.Count; i++)
                {
                    if (result.Replies[i] is { } reply && Judge(steps[i], reply, took, jitter) is { } answer)
                    {
                        yield return answer;
                    }
                }
            }
        }

        _fatal?.Throw();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var task in _underWay.Append<Task?>(_next).OfType<Task>())
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var (pending, _) in _later.UnorderedItems)
        {
            pending.EndPause();
        }

        await source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Fills and sends batches while there is room for one and something to send.</summary>
    private async Task DispatchAsync()
    {
        while (_underWay.Count < BatchClient.MaxConcurrency)
        {
            while (_later.TryPeek(out _, out var due) && due <= _clock.GetTimestamp())
            {
                var pending = _later.Dequeue();
                pending.EndPause();
                _ready.Enqueue(pending);
            }

            await FillAsync().ConfigureAwait(false);
            if (_fatal is not null)
            {
                return;
            }

            if (_ready.Count == 0 || (_ready.Count < BatchClient.MaxSteps && MoreIsNear))
            {
                return;
            }

            var steps = Take();
            // Also from here on, because a sender that fails before its first wait would throw into the dispatcher.
            _underWay.Add(Task.Run(() => SendAsync(steps), CancellationToken.None));
        }
    }

    /// <summary>
    /// Whether a batch that is not full waits for company: for what is due soon; and while others are under way, for what a slow source gives, what was
    /// throttled, and what will be where something was. Else a fifth of throttled requests would make half as many batches again.
    /// </summary>
    private bool MoreIsNear => (_underWay.Count > 0 && (!_sourceIsEmpty || _later.Count > 0 || _ready.Any(step => step.Attempts > 0)))
        || (_later.TryPeek(out _, out var due) && _clock.GetElapsedTime(_clock.GetTimestamp(), due) <= s_soon);

    private async Task FillAsync()
    {
        while (!_sourceIsEmpty && _ready.Count < BatchClient.MaxSteps)
        {
            _next ??= source.MoveNextAsync().AsTask();
            if (!_next.IsCompleted)
            {
                return;
            }

            try
            {
                _sourceIsEmpty = !await _next.ConfigureAwait(false);
                _next = null;
                if (!_sourceIsEmpty)
                {
                    BatchGuard.Check(source.Current, connection);
                    _ready.Enqueue(new Pending(source.Current));
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Thrown when those under way are answered: nobody would hear of them otherwise.
                _fatal = ExceptionDispatchInfo.Capture(error);
                _next = null;
                return;
            }
        }
    }

    private List<Pending> Take()
    {
        var steps = new List<Pending>(BatchClient.MaxSteps);
        var reports = 0;
        while (steps.Count < BatchClient.MaxSteps && _ready.TryPeek(out var first))
        {
            // More requests to reports than their budget holds could never be sent together.
            reports += RequestCost.Of(first.Step).Reports;
            if (reports > RequestBudget.Requests)
            {
                break;
            }

            steps.Add(_ready.Dequeue());
        }

        return steps;
    }

    private async Task<(List<Pending>, BatchTry, TimeSpan)> SendAsync(List<Pending> steps)
    {
        var started = _clock.GetTimestamp();
        foreach (var step in steps)
        {
            step.Attempts++;
            step.FirstSent ??= started;
        }

        var result = await _sender.SendAsync([.. steps.Select(step => step.Step)], cancellationToken).ConfigureAwait(false);
        return (steps, result, _clock.GetElapsedTime(started));
    }

    /// <summary>Until a batch is answered, the source gives more, or something is due again.</summary>
    private async Task WaitAsync()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = new List<Task>(_underWay);
        if (_next is not null && _underWay.Count < BatchClient.MaxConcurrency)
        {
            events.Add(_next);
        }

        if (_later.TryPeek(out var soonest, out var due) && _underWay.Count < BatchClient.MaxConcurrency)
        {
            // In whole milliseconds, as timers count; a rest below one would be no wait at all.
            var left = TimeSpan.FromMilliseconds(Math.Ceiling(1000.0 * Math.Max(0, due - _clock.GetTimestamp()) / _clock.TimestampFrequency));
            events.Add(Task.Delay(left, _clock, enough.Token));
            if (RequestObserver.Current is { } observer && soonest.Pause!.Delay > s_tick)
            {
                observer.PauseGoesOn(soonest.Pause, left);
                events.Add(Task.Delay(s_tick, enough.Token));
            }
        }

        await Task.WhenAny(events).WaitAsync(cancellationToken).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
    }

    /// <returns>The answer; <see langword="null"/>: it is sent again.</returns>
    private BatchAnswer<T>? Judge(Pending pending, StepReply reply, TimeSpan took, double jitter)
    {
        var step = pending.Step;
        RequestObserver.Current?.Answered(step.Method, step.Path, reply.Status, took, pending.Attempts);
        var repeat = !reply.IsFinal && (reply.Status == 0 ? step.IsRead : RetryRules.MayRepeat(step.IsRead, reply.Status));
        if (repeat && pending.Attempts < _limits.Attempts)
        {
            var delay = RetryRules.Delay(reply.RetryAfter, pending.Attempts, jitter);
            if (_clock.GetElapsedTime(pending.FirstSent!.Value) + delay <= _limits.Total)
            {
                pending.BeginPause(new(step.Method, step.Path, RequestPause.ReasonOf(reply.Status), delay));
                _later.Enqueue(pending, _clock.GetTimestamp() + (long)(delay.TotalSeconds * _clock.TimestampFrequency));
                return null;
            }
        }

        var inDoubt = reply.Error is not null && !step.IsRead && (reply.Status == 0 ? LostWrite.IsInDoubt(reply.Error) : RetryRules.LeavesInDoubt(reply.Status));
        return new()
        {
            Step = step,
            Outcome = reply.Error is null ? BatchOutcome.Done : inDoubt ? BatchOutcome.Unknown : BatchOutcome.Failed,
            Status = reply.Status,
            Headers = reply.Headers,
            Body = reply.Body,
            Error = inDoubt ? LostWrite.Unknown($"{step.Method} {step.Path}", reply.Error!) : reply.Error,
            Attempts = pending.Attempts,
        };
    }

    private sealed class Pending(BatchStep<T> step)
    {
        public BatchStep<T> Step => step;

        public int Attempts { get; set; }

        public long? FirstSent { get; set; }

        public RequestPause? Pause { get; private set; }

        public void BeginPause(RequestPause pause)
        {
            Pause = pause;
            RequestObserver.Current?.PauseBegins(pause);
        }

        public void EndPause()
        {
            RequestObserver.Current?.PauseEnds(Pause!);
            Pause = null;
        }
    }
}
