using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Registration;

/// <summary>
/// The file from which a read of many users' methods goes on: of how many users the methods were given, and a fingerprint of who they were, so that the same
/// users in the same order are passed over and others are refused. It is moved on when the methods of a group of users were given, and removed at the
/// end. It names nobody.
/// </summary>
public sealed class MethodCheckpoint
{
    private const string Kind = "SsprTools.MethodCheckpoint";
    private const int Version = 1;

    private static readonly MethodCheckpointJson s_json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });

    private readonly SsprConnection _connection;
    private readonly CheckpointStore<MethodCheckpointFile> _store;
    private readonly MethodCheckpointFile? _old;
    private readonly string _question;
    private byte[] _seen = [];
    private long _count;

    private MethodCheckpoint(SsprConnection connection, CheckpointStore<MethodCheckpointFile> store, string question, MethodCheckpointFile? old) =>
        (_connection, _store, _question, _old) = (connection, store, question, old);

    /// <summary>The users whose methods were given before; 0: it is a new read.</summary>
    public long Users => _old?.Count ?? 0;

    public string FilePath => _store.FilePath;

    /// <summary>Opens the file, or makes it, before anything is asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kinds">What is asked for of each user; a file of another question is refused.</param>
    /// <param name="resume">Whether to go on from a file that is there; there need be none.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCheckpoint"/>, <see cref="SsprErrorId.FileExists"/>, <see cref="SsprErrorId.FileNotWritten"/></exception>
    public static MethodCheckpoint Open(SsprConnection connection, string path, IReadOnlyCollection<MethodKind>? kinds, bool resume)
    {
        var store = new CheckpointStore<MethodCheckpointFile>(path, s_json.MethodCheckpointFile, "one list of users in its order, one -Method");
        var question = kinds is null ? "" : string.Join(',', kinds.Distinct().Order());
        if (!store.IsThere(resume))
        {
            var fresh = new MethodCheckpoint(connection, store, question, null);
            fresh.Write();
            return fresh;
        }

        var old = store.Read(Kind, Version, connection);
        return old.Question == question ? new MethodCheckpoint(connection, store, question, old) : throw store.Invalid("it was written with another -Method");
    }

    /// <summary>Whether this user, the next of the list, was given before.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCheckpoint"/>: the users so far are not those of the file.</exception>
    public bool Passes(string identity)
    {
        if (_count >= Users)
        {
            return false;
        }

        Add(identity);
        return _count < Users || Convert.ToHexString(_seen) == _old!.Fingerprint ? true : throw Others();
    }

    /// <summary>The methods of these users, the next of the list, were given.</summary>
    public void Gave(IEnumerable<string> identities)
    {
        foreach (var identity in identities)
        {
            Add(identity);
        }

        Write();
    }

    /// <summary>The list is whole.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCheckpoint"/>: it is shorter than what was given before.</exception>
    public void End()
    {
        if (_count < Users)
        {
            throw Others();
        }

        _store.End();
    }

    private SsprException Others() => _store.Invalid($"the first {Users} users are not those whose methods were given before");

    private void Add(string identity)
    {
        // A chain, so that the order counts and nothing has to be kept.
        _seen = SHA256.HashData([.. _seen, .. Encoding.UTF8.GetBytes(identity.ToUpperInvariant())]);
        _count++;
    }

    private void Write() => _store.Write(
        new MethodCheckpointFile(Kind, Version, _connection.TenantId, _connection.Environment, _question, _connection.Clock.Local.GetUtcNow(), _count, Convert.ToHexString(_seen)));
}

internal sealed record MethodCheckpointFile(
    string? Kind, int Version, string? TenantId, string? Environment, string? Question, DateTimeOffset WrittenAt, long Count, string? Fingerprint) : ICheckpoint;

[JsonSerializable(typeof(MethodCheckpointFile))]
internal sealed partial class MethodCheckpointJson : JsonSerializerContext;
