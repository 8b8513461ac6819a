namespace SsprTools.Graph.Http;

/// <summary>
/// Waits and sends again as <see cref="RetryRules"/> say, within <see cref="RequestLimits"/>; and holds back what the tenant's
/// <see cref="RequestBudget"/> has no room for yet: each try of a request counts, and each request of a <c>$batch</c>.
/// </summary>
internal sealed class RetryHandler(ServiceClock clock, RequestLimits limits, RequestBudget? budget, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Set on a request whose answer the caller reads as it arrives, and repeats by itself if it breaks off.</summary>
    internal static readonly HttpRequestOptionsKey<bool> Streamed = new("SsprTools.Streamed");

    /// <summary>Set here, for who reads a streamed answer: how long that may take.</summary>
    internal static readonly HttpRequestOptionsKey<TimeSpan> BodyLimit = new("SsprTools.BodyLimit");

    /// <summary>Set on a request whose answer may be anything, not JSON alone.</summary>
    internal static readonly HttpRequestOptionsKey<bool> AnyBody = new("SsprTools.AnyBody");

    // What is not JSON three times will not be it the tenth time.
    private const int MaxUnreadable = 3;

    // Seven seconds: a network that changes or a name that is not found for a moment, and not much longer than an admin wants to wait for the news.
    private const int MaxUnreached = 4;

    private volatile bool _wasThere;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            // A body that streams once could not be sent again.
            await request.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        }

        request.Options.Set(BodyLimit, limits.Try);
        var method = request.Method.Method;
        var path = request.RequestUri!.AbsolutePath;
        var isRead = RetryRules.IsRead(request.Method);
        var first = clock.Local.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            // Not within the time of the try: the wait for a turn may be longer than any answer, and nothing was sent yet.
            var lease = budget is null ? null : await HoldBackAsync(budget, request, cancellationToken).ConfigureAwait(false);
            var started = clock.Local.GetTimestamp();
            HttpResponseMessage? response = null;
            HttpRequestException? broken = null;
            try
            {
                response = await TryAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException error)
            {
                broken = error;
            }
            finally
            {
                lease?.Dispose();
            }

            _wasThere |= response is not null;
            var status = (int)(response?.StatusCode ?? 0);
            RequestObserver.Current?.Answered(method, path, status, clock.Local.GetElapsedTime(started), attempt);
            var mayRepeat = broken is null ? RetryRules.MayRepeat(isRead, status)
                : RetryRules.NeverSent(broken) ? _wasThere && RetryRules.MayPass(broken) && attempt < MaxUnreached
                : isRead && (broken.HttpRequestError != HttpRequestError.InvalidResponse || attempt < MaxUnreadable);
            var delay = RetryRules.Delay(response is null ? null : RetryRules.RetryAfter(response, clock.Now), attempt, RetryRules.Jitter());
            var elapsed = clock.Local.GetElapsedTime(first);
            var tooLate = elapsed + delay > limits.Total;
            if (!mayRepeat || attempt >= limits.Attempts || tooLate)
            {
                request.Options.Set(RequestEffort.Option, new RequestEffort(attempt, elapsed, mayRepeat && tooLate ? limits.Total : null));
                return response ?? throw broken!;
            }

            response?.Dispose();
            await RequestPause.ForAsync(new(method, path, RequestPause.ReasonOf(status), delay), clock.Local, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task<IDisposable> HoldBackAsync(RequestBudget budget, HttpRequestMessage request, CancellationToken cancellationToken) => budget.WaitAsync(
        RequestCost.Of(request),
        (delay, stop) => RequestPause.ForAsync(new(request.Method.Method, request.RequestUri!.AbsolutePath, PauseReason.Budget, delay), budget.Clock, stop),
        cancellationToken);

    /// <summary>One try; what takes too long or breaks off in its body fails as a broken connection does.</summary>
    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(limits.Try);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (!(request.Options.TryGetValue(Streamed, out var streamed) && streamed))
            {
                // The Graph SDK would meet a body that breaks off where nobody can ask again.
                var body = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
                if (response.IsSuccessStatusCode && !(request.Options.TryGetValue(AnyBody, out var any) && any))
                {
                    JsonBody.Require(response, body);
                }
            }

            return response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            response?.Dispose();
            throw new HttpRequestException(
                HttpRequestError.Unknown,
                $"no answer within {limits.Try.TotalSeconds:0} seconds" + (RetryRules.IsRead(request.Method) ? "" : "; it may have been done all the same"));
        }
        catch (Exception error) when (response is not null && error is IOException or HttpRequestException)
        {
            response?.Dispose();
            throw error as HttpRequestException ?? new HttpRequestException(HttpRequestError.ResponseEnded, error.Message, error);
        }
    }
}
