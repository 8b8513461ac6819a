using System.Globalization;
using System.Net.Http.Headers;

namespace SsprTools.Graph.Http;

/// <summary>
/// What may be sent again, and when. 429 and 503 mean "not done", so anything is repeated; after 502, 504 or a broken connection nobody knows
/// whether it was done, so only reads are (a repeated POST would make two users). Source: facts/graph.md 1.14, 5.5.
/// </summary>
internal static class RetryRules
{
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromSeconds(30);

    public static bool IsRead(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head;

    public static bool IsRead(string method) => method is "GET" or "HEAD";

    public static bool MayRepeat(bool isRead, int status) => status switch
    {
        429 or 503 => true,
        502 or 504 => isRead,
        _ => false,
    };

    /// <summary>The answer tells nothing about whether a write was done.</summary>
    public static bool LeavesInDoubt(int status) => status is 500 or 502 or 504 or > 504;

    /// <summary>The connection was never made, so nothing was done.</summary>
    public static bool NeverSent(HttpRequestException error) => error.HttpRequestError is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    /// <summary>
    /// What kept the connection from being made may be over in a moment, where the service has answered before; where it has not, an admin wants to know
    /// at once that it is not there. A certificate or a proxy that refuses is no matter of patience.
    /// </summary>
    public static bool MayPass(HttpRequestException error) => error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        || error is { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: IOException };

    /// <summary>The service's own wish if it has one, else 1, 2, 4 ... 30 seconds times the jitter.</summary>
    public static TimeSpan Delay(TimeSpan? asked, int attempt, double jitter) =>
        // No wait, or a moment that is over, would only bring the next refusal. In whole milliseconds, as timers count.
        TimeSpan.FromMilliseconds(Math.Ceiling(asked > TimeSpan.Zero
            ? asked.Value.TotalMilliseconds
            : Math.Min(Math.Pow(2, attempt - 1), s_longestBackoff.TotalSeconds) * 1000 * jitter));

    /// <summary>Keeps many runbooks that were throttled together from coming back together.</summary>
    // Not a secret.
#pragma warning disable CA5394
    public static double Jitter() => 0.8 + 0.4 * Random.Shared.NextDouble();
#pragma warning restore CA5394

    /// <param name="response">An answer.</param>
    /// <param name="now">The service's time, for an answer without a Date of its own.</param>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        Wait(response.Headers.RetryAfter, response.Headers.Date ?? now);

    /// <summary>The header of a <c>$batch</c> sub-response.</summary>
    public static TimeSpan? RetryAfter(string? header, DateTimeOffset now) =>
        RetryConditionHeaderValue.TryParse(header, out var value) ? Wait(value, now)
        : double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6 ? TimeSpan.FromSeconds(seconds)
        : null;

    // A date by the service's own clock: this machine's may be wrong.
    private static TimeSpan? Wait(RetryConditionHeaderValue? value, DateTimeOffset now) => value switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - now,
        _ => null,
    };
}
