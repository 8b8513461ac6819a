namespace SsprTools.Graph.Testing;

/// <summary>One way through the reset pages: the events that share a correlation id.</summary>
internal sealed record ResetAttempt(IReadOnlyList<SsprEvent> Events)
{
    public IEnumerable<SsprEvent> Flow => Events.Where(found => found.Kind == SsprEventKind.FlowStep);

    /// <summary>The outcome, if the log has it.</summary>
    public SsprEvent? Reset => Events.LastOrDefault(found => found.Kind == SsprEventKind.Reset && found.IsSuccess)
        ?? Events.LastOrDefault(found => found.Kind == SsprEventKind.Reset);

    /// <summary>The methods that the user proved to have. Source of the words: facts/graph.md 1.12.</summary>
    public IReadOnlyList<SsprEvent> Completed => [.. Flow
        .Where(found => found.IsSuccess && Says(found, "completed the"))
        .DistinctBy(found => found.Reason, StringComparer.OrdinalIgnoreCase)];

    public SsprEvent? Ended => Flow.LastOrDefault(found => Says(found, "cancelled before")
        || Says(found, "not enabled for this user")
        || Says(found, "insufficient authentication methods"));

    public SsprEvent? StartedOption => Flow.LastOrDefault(found => Says(found, "started the"));

    /// <summary>The attempt that counts: the one that ended in a reset, else the newest. <see langword="null"/>: none was seen.</summary>
    public static ResetAttempt? Choose(IEnumerable<SsprEvent> events)
    {
        var attempts = events
            .Where(found => found.Kind is SsprEventKind.FlowStep or SsprEventKind.Reset)
            .OrderBy(found => found.ActivityDateTime)
            .GroupBy(found => found.CorrelationId)
            .Select(group => new ResetAttempt([.. group]))
            .OrderBy(attempt => attempt.Events[^1].ActivityDateTime)
            .ToList();
        return attempts.LastOrDefault(attempt => attempt.Reset?.IsSuccess == true) ?? attempts.LastOrDefault();
    }

    private static bool Says(SsprEvent found, string words) => found.Reason?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
}
