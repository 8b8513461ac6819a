namespace SsprTools.Sandbox.Graph.Http;

/// <summary>The 429 and 503 bodies (graph.md 5.5).</summary>
internal static class Throttling
{
    public static GraphError TooMany(string? retryAfter) => new(
        429, "TooManyRequests",
        "Too many requests from Identifier:sandbox under category:aadgraph.app.tenant_large. Please try again later.")
    {
        Headers = RetryAfter(retryAfter),
    };

    public static GraphError Unavailable(string? retryAfter) =>
        new(503, "serviceNotAvailable", "Service unavailable") { Headers = RetryAfter(retryAfter) };

    private static Dictionary<string, string> RetryAfter(string? value) => value is null ? [] : new() { ["Retry-After"] = value };
}
