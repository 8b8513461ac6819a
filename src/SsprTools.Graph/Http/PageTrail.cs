namespace SsprTools.Graph.Http;

/// <summary>Where a read of pages begins, and how far the caller has come: what a checkpoint needs.</summary>
internal sealed class PageTrail
{
    /// <summary>The page to begin with; <see langword="null"/>: the first.</summary>
    public Uri? Start { get; init; }

    /// <summary>The rows of the pages before <see cref="Start"/>.</summary>
    public long Rows { get; init; }

    /// <summary>The count that the service gave with the first page, if that is not read now.</summary>
    public long? Promised { get; init; }

    /// <summary>
    /// Called when the caller has taken every row of a page and asks for more, with the next page's address (<see langword="null"/>: there is none), the
    /// rows so far and the service's count.
    /// </summary>
    public required Action<string?, long, long?> Passed { get; init; }
}
