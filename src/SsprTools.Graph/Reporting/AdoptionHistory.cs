using System.Globalization;
using System.Text;
using System.Text.Json;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Reporting;

/// <summary>The file of snapshots: a line of JSON for each, oldest first. A line that a killed run left unfinished is passed over.</summary>
public sealed class AdoptionHistory
{
    private AdoptionHistory(string path) => Path = path;

    public string Path { get; }

    /// <param name="tenantId">Whose history.</param>
    /// <param name="path">A file, or a folder to keep it in; <see langword="null"/>: the tenant's own folder.</param>
    public static AdoptionHistory Of(string tenantId, string? path)
    {
        const string Name = "adoption.jsonl";
        try
        {
            return new(path switch
            {
                null => System.IO.Path.Combine(PrivateFiles.Folder(tenantId), Name),
                _ when System.IO.Directory.Exists(path) => System.IO.Path.Combine(path, Name),
                _ => path,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path ?? Name, error);
        }
    }

    /// <summary>Adds what was counted now.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.FileNotWritten"/></exception>
    public void Append(IReadOnlyList<SsprAdoption> counts)
    {
        var line = JsonSerializer.Serialize(AdoptionSnapshot.Of(counts), AdoptionJson.Default.AdoptionSnapshot);
        try
        {
            if (!File.Exists(Path))
            {
                PrivateFiles.OpenWrite(Path, append: false).Dispose();
            }

            var broken = EndsInMidLine();
            using var file = PrivateFiles.OpenWrite(Path, append: true);
            // One write for the whole line: a run that is killed leaves all of it or a piece that is no JSON.
            file.Write(Encoding.UTF8.GetBytes((broken ? "\n" : "") + line + "\n"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw NotWritten(Path, error);
        }
    }

    /// <summary>Sets what was counted now against an earlier snapshot that counted the same.</summary>
    /// <param name="until">The newest snapshot made by then; <see langword="null"/>: the newest.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidSnapshot"/></exception>
    public IReadOnlyList<SsprAdoption> Compare(IReadOnlyList<SsprAdoption> counts, DateTimeOffset? until)
    {
        var now = AdoptionSnapshot.Of(counts);
        var earlier = Read().LastOrDefault(snapshot => snapshot.IsLike(now) && (until is null || snapshot.AsOf <= until)) ?? throw Invalid(
            Path,
            "it has no snapshot of this tenant that was counted by the same groups and property"
                + (until is { } time ? string.Create(CultureInfo.InvariantCulture, $" by {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : ""),
            null);
        return [.. counts.Select(count => count with { Change = earlier.ChangeOf(count) })];
    }

    private IEnumerable<AdoptionSnapshot> Read()
    {
        List<string> lines;
        try
        {
            lines = [.. File.ReadLines(Path)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Invalid(Path, error.Message, error);
        }

        return lines.Select(Parse).OfType<AdoptionSnapshot>();
    }

    private static AdoptionSnapshot? Parse(string line)
    {
        try
        {
            var snapshot = JsonSerializer.Deserialize(line, AdoptionJson.Default.AdoptionSnapshot);
            return snapshot is { Version: AdoptionSnapshot.ThisVersion } ? snapshot : null;
        }
        catch (JsonException)
        {
            // A piece of a line, or another file altogether: if no line remains, the caller says so.
            return null;
        }
    }

    private bool EndsInMidLine()
    {
        using var file = File.OpenRead(Path);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static SsprException Invalid(string path, string why, Exception? inner) => new(
        SsprErrorId.InvalidSnapshot,
        $"Nothing in '{path}' can be compared with: {why}.",
        "Make a first snapshot with Get-SsprAdoption -Snapshot and the same -Group and -By, or give the file that has one with -CompareTo.",
        path,
        inner);

    private static SsprException NotWritten(string path, Exception error) => new(
        SsprErrorId.FileNotWritten,
        $"The snapshot could not be written to '{path}': {error.Message}",
        "Give a file in a folder that you may write to with -SnapshotPath.",
        path,
        error);
}
