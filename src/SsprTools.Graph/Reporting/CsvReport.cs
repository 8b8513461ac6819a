using CsvHelper;

namespace SsprTools.Graph.Reporting;

/// <summary>A table as CSV that a spreadsheet can open without running what somebody wrote into a name.</summary>
internal static class CsvReport
{
    // CsvHelper's own list (= @ + -, tab, CR; OWASP, CSV injection) and the pipe, by which old spreadsheets started programs.
    private static readonly CsvWriterOptions s_options = new() { Injection = CsvInjection.Escape, InjectionCharacters = "=@+-\t\r|" };

    public static void Write(ReportTable table, TextWriter output)
    {
        using var csv = CsvWriter.Create(output, s_options, leaveOpen: true);
        WriteRow(csv, table.Columns);
        if (table.WhyEmpty is { } why)
        {
            // A file with a heading alone would read as "nobody".
            WriteRow(csv, [$"{ReportWords.Unknown}: {why}", .. Enumerable.Repeat("", table.Columns.Count - 1)]);
        }

        foreach (var row in table.Rows)
        {
            WriteRow(csv, row);
        }
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> row)
    {
        foreach (var value in row)
        {
            csv.WriteField(Safe(ReportText.Visible(value)));
        }

        csv.EndRecord();
    }

    // What CsvHelper does not look at: full-width forms, which some spreadsheets take for the same signs; blanks and quotes before a sign; and the semicolon, at
    // which a spreadsheet cuts where that is the separator of the reader's country, whatever quotes stand around the field.
    private static string Safe(string value) => string.Join(';', value.Split(';').Select(cell => LooksLikeFormula(cell) ? "'" + cell : cell));

    private static bool LooksLikeFormula(string cell) =>
        cell.AsSpan().TrimStart(" \"") is ['=' or '@' or '+' or '-' or '|' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..];
}
