namespace SsprTools.Sandbox.Control;

/// <summary>One request to Graph or the portal API, with the faults that struck it; never its body or headers.</summary>
internal sealed record RequestLogEntry(
    long Seq, DateTimeOffset Time, string Method, string Path, string Query, int Status, long BodyBytes, string? BatchId, string? Fault)
{
    /// <summary>The Retry-After that was answered.</summary>
    public string? RetryAfter { get; init; }
}
