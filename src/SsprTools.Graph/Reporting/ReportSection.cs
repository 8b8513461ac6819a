namespace SsprTools.Graph.Reporting;

/// <summary>One part of a report: what there is, or why there is nothing.</summary>
/// <param name="Items">What it shows.</param>
/// <param name="WhyEmpty">Why <paramref name="Items"/> is empty; <see langword="null"/>: it was read, and there is none.</param>
public sealed record ReportSection<T>(IReadOnlyList<T> Items, string? WhyEmpty = null)
{
    /// <summary>What a reader has to know of the section as a whole.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What it means that all was read and there are no <see cref="Items"/>; <see langword="null"/>: nothing can be said of it.</summary>
    public string? WhenNone { get; init; }
}
