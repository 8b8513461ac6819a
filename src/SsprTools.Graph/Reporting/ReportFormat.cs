namespace SsprTools.Graph.Reporting;

/// <summary>The forms in which a report can be written.</summary>
public enum ReportFormat
{
    /// <summary>One self-contained page.</summary>
    Html,

    /// <summary>Everything, for other programs.</summary>
    Json,

    /// <summary>A table for each section.</summary>
    Csv,

    /// <summary>Text for a wiki or a pull request.</summary>
    Markdown,
}
