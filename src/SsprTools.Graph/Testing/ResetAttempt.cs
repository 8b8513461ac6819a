using System.Text.RegularExpressions;

namespace SsprTools.Graph.Testing;

/// <summary>One way through the reset pages: the events that share a correlation id, in order of time.</summary>
internal sealed partial record ResetAttempt(IReadOnlyList<SsprEvent> Events)
{
    public IEnumerable<SsprEvent> Flow => Events.Where(found => found.Kind == SsprEventKind.FlowStep);

    /// <summary>Whether the log says that it ended in a new password.</summary>
    public bool Succeeded => Events.Any(found => found.Kind == SsprEventKind.Reset && found.IsSuccess);

    /// <summary>The methods that the user proved to have, each once. Source of the words: facts/graph.md 1.12.</summary>
    public IReadOnlyList<SsprEvent> Completed => [.. Flow
        .Where(found => found.IsSuccess && CompletedOption().IsMatch(found.Reason ?? ""))
        .DistinctBy(found => Blanks().Replace(found.Reason!, " ").Trim(), StringComparer.OrdinalIgnoreCase)];

    /// <summary>The event with which the user gave up or was turned away.</summary>
    public SsprEvent? Ended => Flow.LastOrDefault(found =>
        found.Reason?.Contains("cancelled before", StringComparison.OrdinalIgnoreCase) == true
        || found.Reason?.Contains("canceled before", StringComparison.OrdinalIgnoreCase) == true
        || found.Reason?.Contains("abandoned", StringComparison.OrdinalIgnoreCase) == true
        || ResetRefusal.Of(found) is not null);

    public SsprEvent? StartedOption => Flow.LastOrDefault(found => found.Reason?.Contains("started the", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The attempts, the one with the newest event last. An event without a correlation id is an attempt of its own: nothing says whose it is.</summary>
    public static IReadOnlyList<ResetAttempt> All(IEnumerable<SsprEvent> events) =>
    [
        .. events
            .Where(found => found.Kind is SsprEventKind.FlowStep or SsprEventKind.Reset)
            .OrderBy(found => found.ActivityDateTime).ThenBy(found => found.Id, StringComparer.Ordinal)
            .GroupBy(found => found.CorrelationId is { Length: > 0 } id ? id : "event " + found.Id, StringComparer.OrdinalIgnoreCase)
            .Select(group => new ResetAttempt([.. group]))
            .OrderBy(attempt => attempt.Events[^1].ActivityDateTime).ThenBy(attempt => attempt.Events[^1].Id, StringComparer.Ordinal),
    ];

    // "Abandoned after completing the ... option" (the older wording) is no proof.
    [GeneratedRegex(@"^\s*User\s+completed\s+.*\boption\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CompletedOption();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
