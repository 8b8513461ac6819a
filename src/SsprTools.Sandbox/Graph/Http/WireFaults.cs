using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Faults of the wire that strike before a request is looked at.</summary>
internal static class WireFaults
{
    /// <summary>The error that a set fault answers with, for single requests and for steps of a batch.</summary>
    public static GraphError? Strike(FaultSet faults, string? path)
    {
        if (faults.Take(FaultNames.Throttle, path))
        {
            return Throttling.TooMany(1);
        }

        if (faults.Take(FaultNames.ThrottleNoHeader, path))
        {
            return Throttling.TooMany(null);
        }

        return faults.Take(FaultNames.Unavailable, path) ? Throttling.Unavailable() : null;
    }

    /// <summary>Latency, reset and the html error; true when the request is done with.</summary>
    public static async Task<bool> StrikeConnectionAsync(FaultSet faults, HttpContext context)
    {
        string path = context.Request.Path;
        if (faults.TakeFault(FaultNames.Latency, path) is { } latency && int.TryParse(latency.Target, out int milliseconds))
        {
            await Task.Delay(milliseconds, context.RequestAborted).ConfigureAwait(false);
        }

        if (faults.Take(FaultNames.Reset, path))
        {
            context.Abort();
            return true;
        }

        if (!faults.Take(FaultNames.ServerError, path))
        {
            return false;
        }

        context.Response.StatusCode = 500;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>").ConfigureAwait(false);
        return true;
    }
}
