using System.Text;

namespace SsprTools.Graph.Reporting;

/// <summary>The report as text for a wiki or a pull request: the same sections as the page, in tables.</summary>
internal static class MarkdownReport
{
    public static void Write(SsprReport report, TextWriter output)
    {
        output.Write($"# Self-service password reset: {Text(report.TenantName ?? report.TenantId ?? "unknown tenant")}\n\n");
        output.Write($"- Tenant: {Text(report.TenantId ?? ReportWords.Unknown)}\n- Cloud: {Text(report.Cloud ?? ReportWords.Unknown)}\n- Made: {ReportWords.Time(report.GeneratedAt)}\n");
        output.Write($"- Read as: {Text(report.Account ?? ReportWords.Unknown)}\n- Oldest data: {ReportWords.Time(report.OldestData)}\n- SsprTools {Text(report.Version)}\n");
        if (report.IsSimulated)
        {
            output.Write("\n**Simulated: read from a sandbox. It proves nothing about a real tenant.**\n");
        }

        foreach (var table in ReportTable.Of(report))
        {
            Write(table, output);
        }
    }

    private static void Write(ReportTable table, TextWriter output)
    {
        output.Write($"\n## {table.Title}\n\n");
        if (table.WhyEmpty is { } why)
        {
            output.Write($"{Text(why)}\n");
            return;
        }

        var first = true;
        foreach (var row in table.Rows)
        {
            if (first)
            {
                output.Write($"| {string.Join(" | ", table.Columns)} |\n|{string.Concat(Enumerable.Repeat(" --- |", table.Columns.Count))}\n");
                first = false;
            }

            output.Write($"| {string.Join(" | ", row.Select(Text))} |\n");
        }

        if (first)
        {
            output.Write("None.\n");
        }
    }

    /// <summary>Every sign that could mean something to Markdown or HTML is escaped; addresses do not become links by themselves.</summary>
    internal static string Text(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var letter in ReportText.Visible(text))
        {
            result.Append(letter switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                // A colon or an at sign as an entity keeps extended autolinks from forming.
                ':' => "&#58;",
                '@' => "&#64;",
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '+' or '-' or '.' or '!' or '|' or '~' => "\\" + letter,
                _ => letter.ToString(),
            });
        }

        return result.ToString();
    }
}
