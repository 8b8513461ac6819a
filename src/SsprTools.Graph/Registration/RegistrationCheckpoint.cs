using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>
/// The file from which a read of the registration report goes on: how many rows were given, and where the next page is. It is replaced as a whole after
/// each page and removed at the end. It holds no secret and no row; the link to the next page is no credential, but only the user may read it.
/// </summary>
public sealed class RegistrationCheckpoint
{
    private const string Kind = "SsprTools.RegistrationCheckpoint";
    private const int Version = 1;

    private static readonly CheckpointJson s_json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });

    private readonly SsprConnection _connection;
    private readonly CheckpointStore<CheckpointFile> _store;
    private CheckpointFile _state;
    private bool _moved;

    private RegistrationCheckpoint(SsprConnection connection, CheckpointStore<CheckpointFile> store, CheckpointFile state, bool resumed) =>
        (_connection, _store, _state, IsResumed) = (connection, store, state, resumed);

    public string FilePath => _store.FilePath;

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
        var store = new CheckpointStore<CheckpointFile>(path, s_json.CheckpointFile, "one set of filters");
        if (store.IsThere(resume))
        {
            return new RegistrationCheckpoint(connection, store, Read(store, query, connection), resumed: true);
        }

        // This machine's time, as when the age is looked at: then no answer has told the service's yet.
        var now = connection.Clock.Local.GetUtcNow();
        var checkpoint = new RegistrationCheckpoint(
            connection, store, new CheckpointFile(Kind, Version, connection.TenantId, connection.Environment, query, now, now, 0, null, null, null), resumed: false);
        // Now rather than after the first page, so that a place which cannot be written to costs no request.
        store.Write(checkpoint._state);
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
            _store.Write(_state);
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
        _store.Invalid($"the service does not take the place any more at which it ends, after {Rows} rows", inner);

    /// <summary>The list is whole: there is nothing to go on from.</summary>
    internal void End() => _store.End();

    private static CheckpointFile Read(CheckpointStore<CheckpointFile> store, string query, SsprConnection connection)
    {
        var state = store.Read(Kind, Version, connection);
        if (state.Query != query)
        {
            throw store.Invalid("it was written with other filters");
        }

        return state.Next is { } next && (!Uri.TryCreate(next, UriKind.Absolute, out var address) || !TokenHandler.SameOrigin(address, connection.GraphHttp.BaseAddress!))
            ? throw store.Invalid($"the next page's address is not on {connection.GraphHttp.BaseAddress!.Authority}")
            : state;
    }
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
    string? Next) : ICheckpoint
{
    [JsonIgnore]
    public long Count => Rows;
}

[JsonSerializable(typeof(CheckpointFile))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
