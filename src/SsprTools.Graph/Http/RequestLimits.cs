namespace SsprTools.Graph.Http;

/// <summary>How long and how often a request is tried before it counts as failed.</summary>
internal sealed record RequestLimits
{
    public static RequestLimits Default { get; } = new();

    /// <summary>Tries of one request. With one answer in five a refusal, ten in a row happen once in ten million requests.</summary>
    public int Attempts { get; init; } = 10;

    /// <summary>
    /// From the first try to the last, waits included. The longest window that the service documents is five minutes (facts/graph.md 1.14): whoever
    /// is still refused after two of them is not helped by more waiting.
    /// </summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>One try, until its answer begins; for what is not streamed, until it ends. By this machine's own time: it is the network that is watched.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromSeconds(100);
}
