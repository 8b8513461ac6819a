using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Registration;

/// <summary>A checkpoint on disk: only the user may read it, it is replaced as a whole, and it belongs to one tenant and a day.</summary>
/// <param name="path">The file.</param>
/// <param name="type">What is in it.</param>
/// <param name="belongs">To what else it belongs, for the advice: "one set of filters".</param>
internal sealed class CheckpointStore<T>(string path, JsonTypeInfo<T> type, string belongs)
    where T : class, ICheckpoint
{
    /// <summary>After so long it is not gone on from: too much has changed since.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    public string FilePath => path;

    /// <summary>Whether there is something to go on from.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.FileExists"/>: there is, and nobody wants to.</exception>
    public bool IsThere(bool resume)
    {
        if (File.Exists(path) && !resume)
        {
            throw new SsprException(
                SsprErrorId.FileExists,
                $"'{path}' is there already: a read that did not come to its end, or another file.",
                "Give -Resume to go on from it, remove it, or give another path.",
                path);
        }

        return File.Exists(path);
    }

    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCheckpoint"/></exception>
    public T Read(string kind, int version, SsprConnection connection)
    {
        T? state;
        try
        {
            state = JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception error) when (IsFileError(error) || error is JsonException)
        {
            throw Invalid(error is JsonException ? "it is no checkpoint of SsprTools" : error.Message.TrimEnd('.'), error);
        }

        if (state is null || state.Kind != kind || state.Version != version || state.TenantId is null || state.Count < 0)
        {
            throw Invalid("it is no checkpoint of this version of SsprTools");
        }

        if (!string.Equals(state.TenantId, connection.TenantId, StringComparison.OrdinalIgnoreCase) || state.Environment != connection.Environment)
        {
            throw Invalid($"it is of tenant {state.TenantId} ({state.Environment}), and the connection is to {connection.TenantId} ({connection.Environment})");
        }

        // Either way, so that a file from the future is no young one.
        return (connection.Clock.Local.GetUtcNow() - state.WrittenAt).Duration() <= MaxAge
            ? state
            : throw Invalid($"it was written at {state.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, more than {MaxAge.TotalHours:0} hours ago");
    }

    /// <summary>As a whole or not at all, whenever the process is killed.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.FileNotWritten"/></exception>
    public void Write(T state)
    {
        var draft = path + ".new";
        try
        {
            File.Delete(draft);
            try
            {
                using (var file = PrivateFiles.OpenWrite(draft, append: false))
                {
                    JsonSerializer.Serialize(file, state, type);
                }

                File.Move(draft, path, overwrite: true);
            }
            finally
            {
                File.Delete(draft);
            }
        }
        catch (Exception error) when (IsFileError(error))
        {
            throw NotWritten(error);
        }
    }

    /// <summary>The list is whole: there is nothing to go on from.</summary>
    public void End()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (IsFileError(error))
        {
            throw NotWritten(error);
        }
    }

    public SsprException Invalid(string why, Exception? inner = null) => new(
        SsprErrorId.InvalidCheckpoint,
        $"The read cannot go on from '{path}': {why}.",
        $"Nothing was read. Begin anew: remove the file, or give another -CheckpointPath. A checkpoint belongs to one tenant, {belongs}, and 24 hours.",
        path,
        inner);

    private static bool IsFileError(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private SsprException NotWritten(Exception inner) => new(
        SsprErrorId.FileNotWritten,
        $"The checkpoint could not be written: {inner.Message.TrimEnd('.')}.",
        "Give a file in a folder that you may write to, with -CheckpointPath.",
        path,
        inner);
}
