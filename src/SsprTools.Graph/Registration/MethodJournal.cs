using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Registration;

/// <summary>
/// The file of a bulk change: what each user had before, written before the change is sent, and what became of it. It is what a change is undone from,
/// and what a run that was cut off goes on from. JSON lines, only appended to, so a kill costs half a line at most. Phone numbers and
/// addresses are personal data: only the user may read the file. It holds no secret.
/// </summary>
public sealed class MethodJournal : IDisposable
{
    // Numbers with their plus stay readable for the person who opens the file.
    private static readonly MethodJournalJson s_json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<MethodKind>(), new JsonStringEnumConverter<ChangeStatus>() },
    });

    private readonly Dictionary<(string User, MethodKind Kind), MethodJournalEntry> _done = new(new KeyComparer());
    // What the file says last of the value that is to come.
    private readonly Dictionary<(string User, MethodKind Kind), string?> _begun = new(new KeyComparer());
    private readonly SsprConnection _connection;
    private StreamWriter? _writer;

    private MethodJournal(SsprConnection connection, string path)
    {
        _connection = connection;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Begins a file; it comes to be with the first change.</summary>
    /// <param name="command">The command, for the file's name and head.</param>
    /// <param name="path">A file that does not exist yet, an existing folder, or <see langword="null"/> for the tenant's own folder.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.FileExists"/>, <see cref="SsprErrorId.JournalFailed"/></exception>
    public static MethodJournal Start(SsprConnection connection, string command, string? path)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            var now = connection.Clock.Now.UtcDateTime;
            var name = string.Create(CultureInfo.InvariantCulture, $"{command.ToLowerInvariant()}-{now:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString()[..8]}.jsonl");
            var file = System.IO.Path.GetFullPath(path switch
            {
                null => System.IO.Path.Combine(PrivateFiles.Folder(connection.TenantId, "methods"), name),
                _ when System.IO.Directory.Exists(path) => System.IO.Path.Combine(path, name),
                _ => path,
            });
            if (File.Exists(file))
            {
                throw new SsprException(
                    SsprErrorId.FileExists, $"'{file}' is there already.", "Give another file or a folder with -UndoPath, or go on from this one with -Resume.", file);
            }

            var journal = new MethodJournal(connection, file) { _writer = new StreamWriter(PrivateFiles.OpenWrite(file, append: false)) { AutoFlush = true } };
            journal.Write(new MethodJournalLine { Kind = MethodJournalLine.FileKind, Version = MethodJournalLine.FileVersion, TenantId = connection.TenantId, Command = command });
            return journal;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Failed(path, error);
        }
    }

    /// <summary>Goes on with a file.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidJournal"/>, <see cref="SsprErrorId.JournalFailed"/></exception>
    public static MethodJournal Resume(SsprConnection connection, string path)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var journal = new MethodJournal(connection, System.IO.Path.GetFullPath(path));
        foreach (var line in Lines(connection, path))
        {
            if (line.Change is { } change)
            {
                journal._begun[(change.User, change.Method)] = change.After;
            }

            if (line.Done is { } done)
            {
                journal.Note(done);
            }
        }

        try
        {
            // A kill in the middle of a line must not swallow the next one.
            journal._writer = new StreamWriter(PrivateFiles.OpenWrite(journal.Path, append: true)) { AutoFlush = true };
            journal._writer.WriteLine();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, error);
        }

        return journal;
    }

    /// <summary>What a file says was changed: each method once, with what was there before the first change and after the last.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidJournal"/></exception>
    public static IReadOnlyList<MethodJournalEntry> Changes(SsprConnection connection, string path)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var changes = new Dictionary<(string, MethodKind), MethodJournalEntry>(new KeyComparer());
        foreach (var change in Lines(connection, path).Select(line => line.Change).OfType<MethodJournalEntry>())
        {
            var key = (change.User, change.Method);
            changes[key] = changes.TryGetValue(key, out var first) ? first with { After = change.After } : change;
        }

        return [.. changes.Values];
    }

    /// <summary>The outcome of a row that the run before finished; <see langword="null"/>: it has to be done.</summary>
    public IReadOnlyList<MethodResult>? Find(MethodWork user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var results = new List<MethodResult>();
        foreach (var goal in user.Goals)
        {
            if (!_done.TryGetValue((user.Identity, goal.Kind), out var done) || !goal.IsMet(done.After))
            {
                return null;
            }

            results.Add(new MethodResult
            {
                Status = ChangeStatus.Unchanged,
                UserPrincipalName = done.Name ?? user.Name,
                UserId = done.UserId,
                Method = done.Method,
                Before = done.Before,
                After = done.After,
                Remarks = string.Create(CultureInfo.InvariantCulture, $"{done.Status} by the run before, at {done.At:yyyy-MM-dd HH:mm:ss} UTC; not asked for again."),
                TenantId = _connection.TenantId,
            });
        }

        return results;
    }

    public void Dispose() => _writer?.Dispose();

    internal void Begin(IEnumerable<MethodWrite> writes)
    {
        foreach (var write in writes.Where(write => !write.Change.IsUnchanged && !IsBegun(write)))
        {
            Write(new MethodJournalLine { Change = Entry(write, null) });
            _begun[(write.User.Identity, write.Change.Kind)] = write.Change.After;
        }
    }

    internal void End(MethodWrite write, ChangeStatus status)
    {
        var done = Entry(write, status);
        Write(new MethodJournalLine { Done = done });
        Note(done);
    }

    private bool IsBegun(MethodWrite write) =>
        _begun.TryGetValue((write.User.Identity, write.Change.Kind), out var after) && MethodGoal.IsSame(write.Change.Kind, after, write.Change.After);

    private void Note(MethodJournalEntry done)
    {
        if (done.Status is ChangeStatus.Created or ChangeStatus.Updated or ChangeStatus.Unchanged or ChangeStatus.Removed)
        {
            _done[(done.User, done.Method)] = done;
        }
    }

    private static MethodJournalLine[] Lines(SsprConnection connection, string path)
    {
        MethodJournalLine[] lines;
        try
        {
            lines = [.. File.ReadLines(path).Select(Read).OfType<MethodJournalLine>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Invalid(path, error.Message);
        }

        return lines is not [{ Kind: MethodJournalLine.FileKind, Version: MethodJournalLine.FileVersion } head, ..]
            ? throw Invalid(path, "it is no file of this kind and version")
            : !string.Equals(head.TenantId, connection.TenantId, StringComparison.OrdinalIgnoreCase)
                ? throw Invalid(path, $"it is of tenant {head.TenantId}, and the connection is to {connection.TenantId}")
                : lines;
    }

    private static MethodJournalLine? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, s_json.MethodJournalLine);
        }
        catch (JsonException)
        {
            // Cut off by a kill.
            return null;
        }
    }

    private void Write(MethodJournalLine line)
    {
        try
        {
            _writer!.WriteLine(JsonSerializer.Serialize(line, s_json.MethodJournalLine));
        }
        catch (IOException error)
        {
            throw Failed(Path, error);
        }
    }

    private MethodJournalEntry Entry(MethodWrite write, ChangeStatus? status) => new()
    {
        User = write.User.Identity,
        UserId = write.User.UserId,
        Name = write.User.UserPrincipalName,
        Method = write.Change.Kind,
        Before = write.Change.Before,
        After = write.Change.After,
        Status = status,
        At = _connection.Clock.Now.UtcDateTime,
    };

    private static SsprException Failed(string? path, Exception inner) => new(
        SsprErrorId.JournalFailed,
        $"The undo file could not be written: {inner.Message}",
        "Give a file that does not exist yet, or a folder that you may write to, with -UndoPath.",
        path,
        inner);

    private static SsprException Invalid(string path, string why) => new(
        SsprErrorId.InvalidJournal,
        $"'{path}' can't be used: {why}.",
        "Give the undo file that Add-SsprMethod or Remove-SsprMethod named, with a connection to the same tenant.",
        path);

    private sealed class KeyComparer : IEqualityComparer<(string User, MethodKind Kind)>
    {
        public bool Equals((string User, MethodKind Kind) x, (string User, MethodKind Kind) y) =>
            x.Kind == y.Kind && string.Equals(x.User, y.User, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string User, MethodKind Kind) key) => HashCode.Combine(key.Kind, StringComparer.OrdinalIgnoreCase.GetHashCode(key.User));
    }
}
