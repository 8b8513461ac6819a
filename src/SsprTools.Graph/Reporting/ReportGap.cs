namespace SsprTools.Graph.Reporting;

/// <summary>Something that could not be read, and why.</summary>
public sealed record ReportGap(string What, string Reason);
