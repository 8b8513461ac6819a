namespace SsprTools.Graph.Readiness;

/// <summary>One check, the fact that its verdict rests on, and what to do about it.</summary>
public sealed record PrerequisiteResult
{
    /// <summary>The check's stable name; more are added over time.</summary>
    public required string Check { get; init; }

    /// <summary>The user that it is about; <see langword="null"/>: the tenant.</summary>
    public string? User { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>What was seen.</summary>
    public string? Evidence { get; init; }

    /// <summary>Where it was seen.</summary>
    public string? Source { get; init; }

    /// <summary>When, by the service's clock.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Why the verdict is what it is.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do when it is not a pass.</summary>
    public string? NextStep { get; init; }
}
