using System.Globalization;
using System.Text;
using System.Text.Json;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Policy;

/// <summary>
/// The record of a change that takes several requests: JSON lines beside the backup, each on the disk before the request it tells of is sent. A change
/// that was cut off is known again by it, so that the next run goes on with the same backup, of the policy as it was at first.
/// </summary>
internal sealed class PolicyJournal
{
    public const string Ending = ".journal.jsonl";

    private const string Kind = "SsprTools.PolicyJournal";
    private const int Version = 1;

    private readonly SsprConnection _connection;

    private PolicyJournal(SsprConnection connection, string path, string backup, string wish) =>
        (_connection, FilePath, Backup, Wish) = (connection, path, backup, wish);

    public string FilePath { get; }

    /// <summary>What the change was to do: see <see cref="PolicyPlan.Wish"/>.</summary>
    public string Wish { get; }

    /// <summary>The file with the policy as it was before the first request.</summary>
    public string Backup { get; }

    /// <exception cref="SsprException"><see cref="SsprErrorId.JournalFailed"/></exception>
    public static PolicyJournal Start(PolicyPlan plan, string backup, SsprConnection connection)
    {
        var journal = new PolicyJournal(connection, PathOf(backup), backup, plan.Wish);
        journal.Add(append: false, ("kind", Kind), ("version", Version), ("tenantId", connection.TenantId), ("wish", plan.Wish), ("backup", backup), ("changes", plan.Changes.Select(change => change.ToString())));
        return journal;
    }

    /// <summary>The journals of changes that were cut off: of one like this, which this one goes on with, and of others.</summary>
    /// <param name="backupPath">Where the backup would go: a file, a folder, or <see langword="null"/> for the user's own.</param>
    public static (PolicyJournal? Own, IReadOnlyList<PolicyJournal> Others) FindOpen(PolicyPlan plan, string? backupPath, SsprConnection connection)
    {
        try
        {
            var file = backupPath is null || System.IO.Directory.Exists(backupPath) ? null : Path.GetFullPath(backupPath);
            var folder = file is null ? backupPath ?? PrivateFiles.Folder(connection.TenantId) : Path.GetDirectoryName(file);
            var open = System.IO.Directory.Exists(folder)
                ? System.IO.Directory.GetFiles(folder, "*" + Ending).OrderDescending(StringComparer.Ordinal).Select(found => Open(found, connection)).OfType<PolicyJournal>().ToList()
                : [];
            var own = open.Find(found => found.Wish == plan.Wish && (file is null || found.FilePath == PathOf(file)));
            return (own, [.. open.Where(found => found != own)]);
        }
        catch (Exception error) when (PolicyFile.IsFileError(error))
        {
            // Then there is none to go on from; whether a new one can be written shows itself.
            return (null, []);
        }
    }

    public void Sending(PolicyStep step) => Add(append: true, ("request", step.Request), ("state", "Sending"), ("body", step.Body));

    public void Answered(PolicyStep step, PolicyRequestState state, string? message) =>
        Add(append: true, ("request", step.Request), ("state", state.ToString()), ("message", message));

    /// <summary>The change is over, well or not: no later run goes on from here.</summary>
    public void End(string status, string? message) => Add(append: true, ("state", "Ended"), ("status", status), ("message", message));

    /// <summary>Another change was made since, so going on, or back to this one's backup, would undo it unasked.</summary>
    public void Supersede(PolicyPlan by) => End("Superseded", $"Another change was made before this one was gone on with: {by.Describe()}");

    /// <summary>Removes a journal of which no request was sent.</summary>
    public void Discard() => PolicyFile.Discard(FilePath);

    private static string PathOf(string backup) => Path.ChangeExtension(backup, null) + Ending;

    private static PolicyJournal? Open(string file, SsprConnection connection)
    {
        var lines = File.ReadAllLines(file).Select(Line).OfType<JsonFields>().ToList();
        return lines is [var head, ..]
            && head.Plain("kind") is Kind
            && head.Plain("version") is int version && version == Version
            && head.Plain("wish") is string wish
            && string.Equals(head.Plain("tenantId") as string, connection.TenantId, StringComparison.OrdinalIgnoreCase)
            && head.Plain("backup") is string backup
            && File.Exists(backup)
            && !lines.Exists(line => line.Plain("state") is "Ended")
            ? new PolicyJournal(connection, file, backup, wish)
            : null;
    }

    /// <summary>A line that a kill cut off counts as none.</summary>
    private static JsonFields? Line(string text)
    {
        try
        {
            return JsonFields.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Add(bool append, params (string Name, object? Value)[] members)
    {
        try
        {
            var cutOff = append && EndsInsideALine();
            using var stream = PrivateFiles.OpenWrite(FilePath, append);
            var at = _connection.Clock.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            var fields = JsonFields.Of([.. members.Where(member => member.Value is not null).Select(member => (member.Name, JsonFields.Raw(member.Value!))), ("at", JsonFields.Raw(at))]);
            stream.Write(Encoding.UTF8.GetBytes($"{(cutOff ? "\n" : "")}{fields.ToJson()}\n"));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception error) when (PolicyFile.IsFileError(error))
        {
            throw new SsprException(
                SsprErrorId.JournalFailed,
                $"The journal of the change could not be written: {error.Message}",
                "Requests that came before are in it and were made; look at the policy with Get-SsprPolicy. Give a folder that you may write to with -BackupPath.",
                FilePath,
                error);
        }
    }

    private bool EndsInsideALine()
    {
        using var file = File.OpenRead(FilePath);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
