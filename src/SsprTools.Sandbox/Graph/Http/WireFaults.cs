using System.Globalization;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Faults of the wire: before a request is looked at, and after it was done.</summary>
internal static class WireFaults
{
    /// <summary>The error that a set fault answers with instead of doing the request, for single requests and for steps of a batch.</summary>
    public static GraphError? Strike(WireCall call, TokenService tokens, string? authorization, DateTimeOffset now)
    {
        if (call.Take(FaultNames.Throttle) is { } throttle)
        {
            return Throttling.TooMany(Seconds(throttle.Order.RetryAfter ?? 1));
        }

        if (call.IsStruckBy(FaultNames.ThrottleNoHeader))
        {
            return Throttling.TooMany(retryAfter: null);
        }

        if (call.Take(FaultNames.ThrottleDate) is { } dated)
        {
            return Throttling.TooMany(Date(dated, call, now));
        }

        if (call.Take(FaultNames.Unavailable) is { } unavailable)
        {
            return Throttling.Unavailable(unavailable.Order.RetryAfter is { } seconds ? Seconds(seconds) : null);
        }

        if (call.Take(FaultNames.UnavailableDate) is { } until)
        {
            return Throttling.Unavailable(Date(until, call, now));
        }

        if (call.IsStruckBy(FaultNames.BadGateway))
        {
            return Errors.Gateway(502);
        }

        if (call.IsStruckBy(FaultNames.GatewayTimeout))
        {
            return Errors.Gateway(504);
        }

        if (call.IsStruckBy(FaultNames.TokenExpired))
        {
            return Errors.Token(TokenFailure.Expired);
        }

        return call.Take(FaultNames.ClaimsChallenge, fault => tokens.AnsweredChallenge(authorization) < fault.Challenge) is { } challenge
            ? Errors.InsufficientClaims(challenge.Challenge)
            : null;
    }

    /// <summary>The error that takes the place of the answer to a request that was done.</summary>
    public static GraphError? StrikeAfter(WireCall call) =>
        call.IsStruckBy(FaultNames.BadGatewayAfter) ? Errors.Gateway(502)
        : call.IsStruckBy(FaultNames.GatewayTimeoutAfter) ? Errors.Gateway(504)
        : null;

    /// <summary>Latency, reset, and pages of html; true when the request is done with.</summary>
    public static async Task<bool> StrikeConnectionAsync(WireCall call, HttpContext context, SandboxClock clock)
    {
        call.Skew = TimeSpan.FromSeconds(call.Take(FaultNames.ClockSkew)?.Number(0) ?? 0);
        if (call.Take(FaultNames.Latency) is { } latency)
        {
            await Task.Delay(latency.Number(0), context.RequestAborted).ConfigureAwait(false);
        }

        if (call.IsStruckBy(FaultNames.Reset))
        {
            context.Abort();
            return true;
        }

        if (call.IsStruckBy(FaultNames.ServerError))
        {
            await WriteHtmlAsync(context, clock.Now + call.Skew, 500, "500", "Internal Server Error").ConfigureAwait(false);
            return true;
        }

        if (call.IsStruckBy(FaultNames.HtmlPage))
        {
            await WriteHtmlAsync(context, clock.Now + call.Skew, 200, "Contoso Web Gateway", "Please accept the terms of use to continue.").ConfigureAwait(false);
            return true;
        }

        if (call.IsStruckBy(FaultNames.ProxyAuthentication))
        {
            context.Response.Headers.ProxyAuthenticate = "Basic realm=\"Contoso Web Gateway\"";
            await WriteHtmlAsync(context, clock.Now + call.Skew, 407, "407", "Proxy Authentication Required").ConfigureAwait(false);
            return true;
        }

        return false;
    }

    // Clients learn the tenant's time from whatever answers.
    private static Task WriteHtmlAsync(HttpContext context, DateTimeOffset date, int status, string title, string text)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Date = date.ToString("R", CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync($"<html><head><title>{title}</title></head><body><h1>{text}</h1></body></html>");
    }

    private static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    // By the clock that the Date header shows, wrong or right; a client whose own clock is another one must go by their difference.
    private static string Date(Fault fault, WireCall call, DateTimeOffset now) =>
        (now + call.Skew).AddSeconds(fault.Order.RetryAfter ?? 1).ToString("R", CultureInfo.InvariantCulture);
}
