namespace SsprTools.Graph.Http;

/// <summary>What became of one request within a <c>$batch</c>.</summary>
internal enum BatchOutcome
{
    /// <summary>The service did it (2xx).</summary>
    Done,

    /// <summary>It was not done: refused, or still not answered after every try of a read.</summary>
    Failed,

    /// <summary>A write that may have been done: look at the tenant before doing it again.</summary>
    Unknown,
}
