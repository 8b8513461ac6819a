using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Policy;

/// <summary>
/// The file that holds the whole policy as it was before a change. Readable by the user alone; there is no secret in it. Form, version 1:
/// <c>{"kind":"SsprTools.PolicyBackup","version":1,"tenantId","takenAt","policy":{...}}</c>.
/// </summary>
internal sealed class PolicyBackup
{
    private const string Kind = "SsprTools.PolicyBackup";
    private const int Version = 1;

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private PolicyBackup(PolicyDocument policy) => Policy = policy;

    public PolicyDocument Policy { get; }

    /// <summary>Writes a new file, through to the disk.</summary>
    /// <param name="path">A file that does not exist yet, or an existing folder; the user's own folder for this tenant when absent.</param>
    /// <returns>The file's full path.</returns>
    /// <exception cref="SsprException"><see cref="SsprErrorId.BackupFailed"/></exception>
    public static string Write(PolicyDocument policy, SsprConnection connection, string? path)
    {
        var now = connection.Clock.Now;
        var text = new JsonObject
        {
            ["kind"] = Kind,
            ["version"] = Version,
            ["tenantId"] = connection.TenantId,
            ["takenAt"] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["policy"] = policy.ToNode(),
        }.ToJsonString(s_readable);
        try
        {
            var file = Path.GetFullPath(Target(path, connection.TenantId, now));
            using var stream = PrivateFiles.OpenWrite(file, append: false);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SsprException(
                SsprErrorId.BackupFailed,
                $"The policy could not be backed up before the change: {error.Message}",
                "Nothing was changed. Give a file that does not exist yet, or a folder that you may write to, with -BackupPath.",
                path,
                error);
        }
    }

    /// <summary>Reads a file that <see cref="Write"/> made for this tenant.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/></exception>
    public static PolicyBackup Read(string path, SsprConnection connection)
    {
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
            if (PolicyDocument.Plain(root?["kind"]) is not Kind)
            {
                throw Invalid(path, "it is no policy backup of SsprTools");
            }

            if (PolicyDocument.Plain(root!["version"]) is not Version)
            {
                throw Invalid(path, $"its version is {root["version"]?.ToJsonString() ?? "missing"}, and this module reads version {Version}");
            }

            var tenant = PolicyDocument.Plain(root["tenantId"]) as string;
            if (!string.Equals(tenant, connection.TenantId, StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid(path, $"it is of tenant {tenant ?? "unknown"}, and the connection is to {connection.TenantId}");
            }

            return new PolicyBackup(PolicyDocument.Parse(root["policy"]?.ToJsonString() ?? "null"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or JsonException or ArgumentException)
        {
            throw Invalid(path, error.Message, error);
        }
        catch (SsprException error) when (error.ErrorId == SsprErrorId.UnexpectedPolicy)
        {
            throw Invalid(path, "the policy in it is not whole", error);
        }
    }

    /// <summary>Removes a backup of a change that was not made, so that nobody takes it for one that was.</summary>
    public static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file too many does no harm; the error that led here matters more.
        }
    }

    private static string Target(string? path, string tenantId, DateTimeOffset now)
    {
        // The tail keeps two changes of one second apart.
        var name = string.Create(CultureInfo.InvariantCulture, $"policy-{now.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}.json");
        if (path is not null)
        {
            return System.IO.Directory.Exists(path) ? Path.Combine(path, name) : path;
        }

        return Path.Combine(PrivateFiles.Folder(tenantId), name);
    }

    private static SsprException Invalid(string path, string why, Exception? inner = null) => new(
        SsprErrorId.InvalidBackup,
        $"'{path}' cannot be restored: {why}.",
        "Nothing was changed. Give the BackupPath that an earlier change of this tenant's policy returned.",
        path,
        inner);
}
