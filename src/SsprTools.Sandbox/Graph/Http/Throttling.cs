using System.Globalization;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>The 429 and 503 bodies (graph.md 5.5).</summary>
internal static class Throttling
{
    public static GraphError TooMany(int? retryAfterSeconds) => new(
        429, "TooManyRequests",
        "Too many requests from Identifier:sandbox under category:aadgraph.app.tenant_large. Please try again later.")
    {
        Headers = retryAfterSeconds is { } seconds
            ? new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) }
            : [],
    };

    public static GraphError Unavailable() => new(503, "serviceNotAvailable", "Service unavailable");
}
