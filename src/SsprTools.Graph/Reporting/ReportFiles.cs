using System.Globalization;
using System.Text;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Reporting;

/// <summary>
/// Where a report goes. Each file is written whole beside its place and moved there, so that nobody ever reads half of one; only the user may read it, for it
/// names people.
/// </summary>
public static class ReportFiles
{
    /// <summary>The files that a report would become.</summary>
    /// <param name="path">A folder, or a file whose ending is that of a form or none.</param>
    /// <param name="formats">Empty: what the ending says, else a page.</param>
    /// <param name="withChecks">Whether results of Invoke-SsprValidation are among what it shows.</param>
    public static IReadOnlyList<ReportFile> Plan(string path, IReadOnlyList<ReportFormat> formats, string? tenantId, DateTimeOffset now, bool withChecks = false)
    {
        var stem = path;
        var wanted = formats;
        if (System.IO.Directory.Exists(path))
        {
            stem = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"sspr-report-{(Guid.TryParse(tenantId, out var id) ? id.ToString()[..8] : "tenant")}-{now.UtcDateTime:yyyyMMdd-HHmmss}"));
        }
        else if (FormatOf(Path.GetExtension(path)) is { } format)
        {
            stem = Path.ChangeExtension(path, null);
            wanted = formats.Count == 0 ? [format] : formats;
        }

        return
        [
            .. (wanted.Count == 0 ? [ReportFormat.Html] : wanted.Distinct()).SelectMany(format => format switch
            {
                ReportFormat.Html => [new ReportFile(stem + ".html", format, null)],
                ReportFormat.Json => [new ReportFile(stem + ".json", format, null)],
                ReportFormat.Markdown => [new ReportFile(stem + ".md", format, null)],
                _ => ReportTable.Of(new SsprReport { GeneratedAt = now }).Select(table => table.Name).Concat(withChecks ? [ReportTable.ChecksName] : [])
                    .Select(name => new ReportFile($"{stem}.{name}.csv", format, name)),
            }),
        ];
    }

    /// <summary>Refuses what is there already, and a folder that is not.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.FileExists"/>, <see cref="SsprErrorId.FileNotWritten"/></exception>
    public static void Check(IEnumerable<ReportFile> files, bool replace)
    {
        foreach (var file in files)
        {
            if (System.IO.Directory.Exists(file.Path) || Path.GetDirectoryName(Path.GetFullPath(file.Path)) is not { } folder || !System.IO.Directory.Exists(folder))
            {
                throw NotWritten(file.Path, "the folder is not there, or a folder has that name.", null);
            }

            if (!replace && File.Exists(file.Path))
            {
                throw Exists(file.Path, null);
            }
        }
    }

    /// <summary>Writes one file.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.FileExists"/>, <see cref="SsprErrorId.FileNotWritten"/></exception>
    public static void Write(SsprReport report, ReportFile file, bool replace)
    {
        var partial = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file.Path))!, $".{Path.GetFileName(file.Path)}.{Guid.NewGuid():N}.partial");
        try
        {
            using (var stream = PrivateFiles.OpenWrite(partial, append: false))
            {
                Render(report, file, stream);
            }

            File.Move(partial, file.Path, replace);
        }
        catch (IOException error) when (!replace && File.Exists(file.Path))
        {
            throw Exists(file.Path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw NotWritten(file.Path, error.Message, error);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    internal static void Render(SsprReport report, ReportFile file, Stream stream)
    {
        if (file.Format == ReportFormat.Json)
        {
            JsonReport.Write(report, stream);
            return;
        }

        // A spreadsheet takes CSV for another encoding unless the file says what it is.
        using var writer = new StreamWriter(stream, new UTF8Encoding(file.Format == ReportFormat.Csv), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        switch (file.Format)
        {
            case ReportFormat.Html:
                HtmlReport.Write(report, writer);
                break;
            case ReportFormat.Markdown:
                MarkdownReport.Write(report, writer);
                break;
            default:
                CsvReport.Write(ReportTable.Of(report).First(table => table.Name == file.Table), writer);
                break;
        }
    }

    private static ReportFormat? FormatOf(string extension) => extension.ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => ReportFormat.Html,
        ".JSON" => ReportFormat.Json,
        ".CSV" => ReportFormat.Csv,
        ".MD" => ReportFormat.Markdown,
        _ => null,
    };

    private static SsprException Exists(string path, Exception? inner) => new(
        SsprErrorId.FileExists, $"'{path}' is there already.", "Give another -Path, or -Force to replace it.", path, inner);

    private static SsprException NotWritten(string path, string why, Exception? inner) => new(
        SsprErrorId.FileNotWritten, $"'{path}' could not be written: {why}", "Give a -Path in a folder that is there and that you may write to.", path, inner);
}
