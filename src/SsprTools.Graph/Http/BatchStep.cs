namespace SsprTools.Graph.Http;

/// <summary>One request within a <c>$batch</c>.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Url">Path and query below the version, percent-encoded where needed: <c>users/{id}/authentication/methods</c>.</param>
internal record BatchStep(string Method, string Url)
{
    /// <summary>JSON text; <see langword="null"/>: none.</summary>
    public string? Body { get; init; }

    /// <summary>Headers besides Content-Type, which goes with every body.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Whether it changes nothing, so that it may be sent again whatever became of it. Set it for a POST that only asks.</summary>
    public bool IsRead { get; init; } = RetryRules.IsRead(Method);

    /// <summary>The path as logs show it, without the query, which may hold names.</summary>
    public string Path => "/v1.0/" + Url.TrimStart('/').Split('?', 2)[0];
}

/// <summary>A request that remembers what the caller sends it for.</summary>
/// <param name="Key">Whatever the caller wants to find in the answer; it need not be unique.</param>
internal sealed record BatchStep<T>(T Key, string Method, string Url) : BatchStep(Method, Url);
