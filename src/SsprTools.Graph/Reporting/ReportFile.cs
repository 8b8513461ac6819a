namespace SsprTools.Graph.Reporting;

/// <summary>One file of a report.</summary>
/// <param name="Table">For CSV: which table.</param>
public sealed record ReportFile(string Path, ReportFormat Format, string? Table);
