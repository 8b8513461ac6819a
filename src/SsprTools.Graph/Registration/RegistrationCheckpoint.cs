using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Registration;

/// <summary>
/// The file from which a read of the registration report goes on: how many rows were given, and where the next page is. It is replaced as a whole after
/// each page and removed at the end. It holds no secret and no row; the link to the next page is no credential, but only the user may read it.
/// </summary>
public sealed class RegistrationCheckpoint
{
    /// <summary>After so long the link is not followed: the report has been refreshed several times since, and the rows would be of two reports.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    private const string Kind = "SsprTools.RegistrationCheckpoint";
    private const int Version = 1;

    private static readonly CheckpointJson s_json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });

    private readonly SsprConnection _connection;
    private CheckpointFile _state;
    private bool _moved;

    private RegistrationCheckpoint(SsprConnection connection, string path, CheckpointFile state, bool resumed) =>
        (_connection, FilePath, _state, IsResumed) = (connection, path, state, resumed);

    public string FilePath { get; }

    /// <summary>Whether there is something to go on from.</summary>
    public bool IsResumed { get; }

    /// <summary>The rows given before.</summary>
    public long Rows => _state.Rows;

    /// <summary>When the report was refreshed that the rows given so far are of; <see langword="null"/>: there are none, or they did not say.</summary>
    public DateTimeOffset? ReportUpdatedDateTime => _state.ReportUpdated;

    internal string Query => _state.Query!;

    /// <summary>Opens the file, or makes it, before anything is asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="filter">What is asked for; a file of another question is refused.</param>
    /// <param name="resume">Whether to go on from a file that is there; there need be none.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCheckpoint"/>, <see cref="SsprErrorId.FileExists"/>, <see cref="SsprErrorId.FileNotWritten"/></exception>
    public static RegistrationCheckpoint Open(SsprConnection connection, string path, RegistrationFilter filter, bool resume)
    {
        var query = RegistrationReport.PathOf(filter);
        if (File.Exists(path))
        {
            if (!resume)
            {
                throw new SsprException(
                    SsprErrorId.FileExists,
                    $"'{path}' is there already: a read that did not come to its end, or another file.",
                    "Give -Resume to go on from it, remove it, or give another path.",
                    path);
            }

            return new RegistrationCheckpoint(connection, path, Read(path, query, connection), resumed: true);
        }

        // This machine's time, as when the age is looked at: then no answer has told the service's yet.
        var now = connection.Clock.Local.GetUtcNow();
        var checkpoint = new RegistrationCheckpoint(
            connection, path, new CheckpointFile(Kind, Version, connection.TenantId, connection.Environment, query, now, now, 0, null, null, null), resumed: false);
        // Now rather than after the first page, so that a place which cannot be written to costs no request.
        checkpoint.Write();
        return checkpoint;
    }

    internal PageTrail Trail() => new()
    {
        Start = _state.Next is { } next ? new Uri(next) : null,
        Rows = _state.Rows,
        Promised = _state.Promised,
        Passed = (link, rows, promised) =>
        {
            _moved = true;
            if (link is null)
            {
                return;
            }

            _state = _state with { Next = new Uri(_connection.GraphHttp.BaseAddress!, link).AbsoluteUri, Rows = rows, Promised = promised, WrittenAt = _connection.Clock.Local.GetUtcNow() };
            Write();
        },
    };

    internal void Saw(IReadOnlyList<RegistrationRow> page)
    {
        if (page.Max(row => row.ReportUpdatedDateTime) is { } updated && (_state.ReportUpdated is null || updated > _state.ReportUpdated))
        {
            _state = _state with { ReportUpdated = updated };
        }
    }

    /// <summary>Whether the service refuses the very place to go on from: nothing came of it in this run.</summary>
    internal bool IsRefused(SsprException error) => IsResumed && !_moved && _state.Next is not null
        && error is { ErrorId: SsprErrorId.IncompletePages, InnerException: GraphException { Error.Status: 400 or 404 or 410 } };

    internal SsprException Forgotten(Exception inner) =>
        Invalid(FilePath, $"the service does not take the place any more at which it ends, after {Rows} rows", inner);

    /// <summary>The list is whole: there is nothing to go on from.</summary>
    internal void End()
    {
        try
        {
            File.Delete(FilePath);
        }
        catch (Exception error) when (IsFileError(error))
        {
            throw NotWritten(error);
        }
    }

    private static CheckpointFile Read(string path, string query, SsprConnection connection)
    {
        CheckpointFile? state;
        try
        {
            state = JsonSerializer.Deserialize(File.ReadAllBytes(path), s_json.CheckpointFile);
        }
        catch (Exception error) when (IsFileError(error) || error is JsonException)
        {
            throw Invalid(path, error is JsonException ? "it is no checkpoint of SsprTools" : error.Message.TrimEnd('.'), error);
        }

        if (state is not { Kind: Kind, Version: Version, TenantId: not null, Query: not null, Rows: >= 0 })
        {
            throw Invalid(path, "it is no checkpoint of this version of SsprTools");
        }

        if (!string.Equals(state.TenantId, connection.TenantId, StringComparison.OrdinalIgnoreCase) || state.Environment != connection.Environment)
        {
            throw Invalid(path, $"it is of tenant {state.TenantId} ({state.Environment}), and the connection is to {connection.TenantId} ({connection.Environment})");
        }

        if (state.Query != query)
        {
            throw Invalid(path, "it was written with other filters");
        }

        if (state.Next is { } next && (!Uri.TryCreate(next, UriKind.Absolute, out var address) || !TokenHandler.SameOrigin(address, connection.GraphHttp.BaseAddress!)))
        {
            throw Invalid(path, $"the next page's address is not on {connection.GraphHttp.BaseAddress!.Authority}");
        }

        // Either way, so that a file from the future is no young one.
        return (connection.Clock.Local.GetUtcNow() - state.WrittenAt).Duration() <= MaxAge
            ? state
            : throw Invalid(path, $"it was written at {state.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, more than {MaxAge.TotalHours:0} hours ago");
    }

    private void Write()
    {
        var draft = FilePath + ".new";
        try
        {
            Replace(draft);
        }
        catch (Exception error) when (IsFileError(error))
        {
            throw NotWritten(error);
        }
    }

    /// <summary>As a whole or not at all, whenever the process is killed.</summary>
    private void Replace(string draft)
    {
        File.Delete(draft);
        try
        {
            using (var file = PrivateFiles.OpenWrite(draft, append: false))
            {
                JsonSerializer.Serialize(file, _state, s_json.CheckpointFile);
            }

            File.Move(draft, FilePath, overwrite: true);
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    private static bool IsFileError(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private SsprException NotWritten(Exception inner) => new(
        SsprErrorId.FileNotWritten,
        $"The checkpoint could not be written: {inner.Message.TrimEnd('.')}.",
        "Give a file in a folder that you may write to, with -CheckpointPath.",
        FilePath,
        inner);

    private static SsprException Invalid(string path, string why, Exception? inner = null) => new(
        SsprErrorId.InvalidCheckpoint,
        $"The read cannot go on from '{path}': {why}.",
        "Nothing was read. Begin anew: remove the file, or give another -CheckpointPath. A checkpoint belongs to one tenant, one set of filters, and 24 hours.",
        path,
        inner);
}

internal sealed record CheckpointFile(
    string? Kind,
    int Version,
    string? TenantId,
    string? Environment,
    string? Query,
    DateTimeOffset StartedAt,
    DateTimeOffset WrittenAt,
    long Rows,
    long? Promised,
    DateTimeOffset? ReportUpdated,
    string? Next);

[JsonSerializable(typeof(CheckpointFile))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
