using System.Net;

namespace SsprTools.Graph.Http;

/// <summary>
/// Waits and sends again. 429 and 503 mean "not done", so any request is repeated; after 502, 504 or a broken connection
/// nobody knows whether it was done, so only reads are (a repeated POST would make two users). Waits are the service's
/// Retry-After, else 1, 2, 4 ... seconds with jitter. Source: facts/graph.md 1.14 (some 429s carry no Retry-After).
/// </summary>
internal sealed class RetryHandler(TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    internal const int MaxAttempts = 6;
    internal static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(3);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            // A body that streams once could not be sent again.
            await request.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        }

        for (var attempt = 1; ; attempt++)
        {
            var started = clock.GetTimestamp();
            HttpResponseMessage? response = null;
            try
            {
                response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException error) when (attempt < MaxAttempts && IsRead(request) && IsTransient(error))
            {
                // Answered below, with a response of null.
            }

            var status = (int)(response?.StatusCode ?? 0);
            var path = request.RequestUri!.AbsolutePath;
            RequestObserver.Current?.Answered(request.Method.Method, path, status, clock.GetElapsedTime(started), attempt);
            if (response is not null && (attempt == MaxAttempts || !MayRepeat(request, response.StatusCode)))
            {
                return response;
            }

            var delay = Delay(response, attempt);
            response?.Dispose();
            RequestObserver.Current?.Waiting(request.Method.Method, path, status, delay, attempt);
            await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // By the service's own clock where it says what time it is: this machine's may be wrong.
        { Date: { } date } => date - (response.Headers.Date ?? clock.GetUtcNow()),
        _ => null,
    };

    private static bool IsRead(HttpRequestMessage request) => request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;

    // A refused connection is final at once: the service is not there, and an admin wants to know.
    private static bool IsTransient(HttpRequestException error) => error.HttpRequestError != HttpRequestError.ConnectionError
        && error.HttpRequestError != HttpRequestError.NameResolutionError
        && error.HttpRequestError != HttpRequestError.SecureConnectionError;

    private static bool MayRepeat(HttpRequestMessage request, HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => true,
        HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => IsRead(request),
        _ => false,
    };

    private TimeSpan Delay(HttpResponseMessage? response, int attempt)
    {
        var asked = response is null ? null : RetryAfter(response, clock);
        // Jitter keeps many runbooks that were throttled together from coming back together. Not a secret.
#pragma warning disable CA5394
        var delay = asked ?? TimeSpan.FromSeconds(Math.Pow(2, attempt - 1) * (0.8 + 0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay > MaxDelay ? MaxDelay : delay;
    }
}
