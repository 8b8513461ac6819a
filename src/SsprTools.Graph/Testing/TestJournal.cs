using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Testing;

/// <summary>
/// The file that a test goes on from: JSON lines, the first about the run, each further one a state of all steps. Only appended to, so a kill
/// half-way costs one line at most. It holds names, ids and times, never a secret.
/// </summary>
internal static class TestJournal
{
    private const string Kind = "SsprTools.TestRun";
    private const int Version = 1;

    // Names and reasons stay readable for the person who opens the file.
    private static readonly JournalJson s_json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<TestStepName>(), new JsonStringEnumConverter<TestStepState>(), new JsonStringEnumConverter<TestStepMode>() },
    });

    /// <summary>Starts a journal.</summary>
    /// <param name="path">A file that does not exist yet, an existing folder, or <see langword="null"/> for the tenant's own folder.</param>
    /// <returns>The run with its journal's path.</returns>
    /// <exception cref="SsprException"><see cref="SsprErrorId.JournalFailed"/></exception>
    public static TestRun Start(TestRun run, string? path)
    {
        try
        {
            var name = $"test-{run.StartedAt.UtcDateTime:yyyyMMdd-HHmmss}-{run.Id[..8]}.jsonl";
            var file = Path.GetFullPath(path switch
            {
                null => Path.Combine(PrivateFiles.Folder(run.TenantId, "tests"), name),
                _ when System.IO.Directory.Exists(path) => Path.Combine(path, name),
                _ => path,
            });
            var started = run with { JournalPath = file };
            using var writer = new StreamWriter(PrivateFiles.OpenWrite(file, append: false));
            writer.WriteLine(JsonSerializer.Serialize(
                new JournalHead(Kind, Version, run.Id, run.UserId, run.UserPrincipalName, run.TenantId, run.StartedAt, run.PasswordChangedBefore, run.IsSimulated),
                s_json.JournalHead));
            return started;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Failed(path ?? "the journal", error);
        }
    }

    /// <summary>Adds the present state of the steps.</summary>
    public static void Append(TestRun run)
    {
        try
        {
            var cutOff = EndsInsideALine(run.JournalPath!);
            using var writer = new StreamWriter(PrivateFiles.OpenWrite(run.JournalPath!, append: true));
            if (cutOff)
            {
                writer.WriteLine();
            }

            writer.WriteLine(JsonSerializer.Serialize(new JournalEntry(run.ObservedAt, run.Steps, run.PasswordChangesSeen, run.Interruptions), s_json.JournalEntry));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(run.JournalPath!, error);
        }
    }

    /// <summary>The run as the journal has it. A last line that was cut off by a kill is passed over.</summary>
    /// <param name="tenantId">The connected tenant; a journal of another one is refused.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidJournal"/></exception>
    public static TestRun Read(string path, string tenantId)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Invalid(path, error.Message);
        }

        var head = lines.Length > 0 ? TryRead(lines[0], s_json.JournalHead) : null;
        if (head is not { Kind: Kind, Version: Version, Id: not null, UserId: not null, UserPrincipalName: not null, TenantId: not null })
        {
            throw Invalid(path, "it is no test journal of this version");
        }

        if (!string.Equals(head.TenantId, tenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(path, $"it is of tenant {head.TenantId}, and the connection is to {tenantId}");
        }

        var last = lines.Skip(1).Select(line => TryRead(line, s_json.JournalEntry)).LastOrDefault(entry => entry?.Steps is not null);
        return new TestRun
        {
            Id = head.Id,
            UserId = head.UserId,
            UserPrincipalName = head.UserPrincipalName,
            TenantId = head.TenantId,
            StartedAt = head.StartedAt,
            PasswordChangedBefore = head.PasswordChangedBefore,
            IsSimulated = head.IsSimulated,
            ObservedAt = last?.ObservedAt ?? head.StartedAt,
            Steps = last?.Steps ?? [],
            PasswordChangesSeen = last?.PasswordChangesSeen ?? [],
            Interruptions = last?.Interruptions ?? [],
            JournalPath = Path.GetFullPath(path),
        };
    }

    // A kill in the middle of a write leaves half a line, which must not swallow the next one.
    private static bool EndsInsideALine(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static T? TryRead<T>(string line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SsprException Failed(string path, Exception inner) => new(
        SsprErrorId.JournalFailed,
        $"The test's journal could not be written: {inner.Message}",
        "Give a file that does not exist yet, or a folder that you may write to, with -EvidencePath.",
        path,
        inner);

    private static SsprException Invalid(string path, string why) => new(
        SsprErrorId.InvalidJournal,
        $"The test cannot go on from '{path}': {why}.",
        "Give the JournalPath that Invoke-SsprTest returned, with a connection to the same tenant.",
        path);
}

internal sealed record JournalHead(
    string Kind,
    int Version,
    string Id,
    string UserId,
    string UserPrincipalName,
    string TenantId,
    DateTimeOffset StartedAt,
    DateTimeOffset? PasswordChangedBefore,
    bool IsSimulated);

internal sealed record JournalEntry(
    DateTimeOffset ObservedAt,
    IReadOnlyList<TestStep> Steps,
    IReadOnlyList<DateTimeOffset>? PasswordChangesSeen = null,
    IReadOnlyList<DateTimeOffset>? Interruptions = null);

[JsonSerializable(typeof(JournalHead))]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
