using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Storage;

namespace SsprTools.Graph.Policy;

/// <summary>
/// A policy in a file: the backup before a change, an export, a baseline written by hand. There is no secret in it. Its form is
/// docs/schemas/sspr-policy.v1.schema.json: <c>sections</c> has the JSON as the service gave it, <c>settings</c> the same in an admin's words; a file
/// may have either or both.
/// </summary>
internal sealed class PolicyFile
{
    public const string Kind = "SsprTools.Policy";
    public const int Version = 1;

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonArray? _attestations;

    private PolicyFile(string path, JsonObject root, PolicyFacts facts, PolicyWish settings)
    {
        Path = path;
        TenantId = Text(root, "tenantId");
        TakenBy = Text(root, "takenBy");
        TakenAt = DateTimeOffset.TryParse(Text(root, "takenAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        Signature = PolicySignature.Read(path, root);
        Attestations = AttestationJson.Read(path, root["attestations"], Signature);
        _attestations = root["attestations"] as JsonArray;
        Facts = facts with { AsOf = TakenAt ?? default };
        Settings = settings;
    }

    public string Path { get; }

    /// <summary><see langword="null"/>: the file is meant for any tenant.</summary>
    public string? TenantId { get; }

    public string? TakenBy { get; }

    public DateTimeOffset? TakenAt { get; }

    /// <summary><see langword="null"/>: nobody signed it.</summary>
    public PolicySignature? Signature { get; }

    /// <summary>What people vouch for, beside what the file says of itself.</summary>
    public IReadOnlyList<Attestation> Attestations { get; }

    /// <summary>The sections of the file.</summary>
    public PolicyFacts Facts { get; }

    /// <summary>The settings that the file names.</summary>
    public PolicyWish Settings { get; }

    /// <summary>The attestations of a file as they stand in it, checked.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/>: the file is none, is of another tenant, or has no attestation.</exception>
    public static IEnumerable<JsonNode?> AttestationsOf(string path, string tenantId)
    {
        _ = AttestedPolicy.Read([path], tenantId);
        return Read(path, tenantId)._attestations!.Select(entry => entry?.DeepClone());
    }

    /// <summary>The value that the file has for a setting, or <see langword="null"/>.</summary>
    public object? Value(PolicySettingDefinition definition) =>
        PolicySettings.Make(definition, Facts).Value ?? Settings.Values.FirstOrDefault(value => value.Setting == definition).Value;

    /// <summary>The JSON of a policy that was read.</summary>
    public static JsonObject Make(PolicyFacts facts, SsprConnection connection)
    {
        var settings = PolicyCatalogue.Settings.Where(definition => definition.CanBeSet)
            .Select(definition => (Kind: definition.Kind!, Setting: PolicySettings.Make(definition, facts with { Declared = null, Observed = null }))).ToList();
        return new JsonObject
        {
            ["kind"] = Kind,
            ["version"] = Version,
            ["tenantId"] = connection.TenantId,
            ["environment"] = connection.Environment,
            ["takenAt"] = connection.Clock.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["takenBy"] = connection.Account,
            // A value that nobody could set today is in its section alone: the file is read again, and goes back as it was.
            ["settings"] = new JsonObject(settings.Where(item => item.Setting.Value is { } value && item.Kind.Read(value) is not null)
                .Select(item => KeyValuePair.Create(item.Setting.Setting, Json(item.Setting.Value!)))),
            ["unknown"] = new JsonObject(settings.Where(item => item.Setting.Value is null)
                .Select(item => KeyValuePair.Create(item.Setting.Setting, (JsonNode?)(item.Setting.Remarks ?? "It was not read.")))),
            ["sections"] = new JsonObject(PolicySection.All.Where(facts.Sections.ContainsKey)
                .Select(section => KeyValuePair.Create(section, JsonNode.Parse(facts.Sections[section].ToJson())))),
        };
    }

    /// <summary>Writes a new file, through to the disk, for the user alone.</summary>
    /// <param name="path">A file that does not exist yet, or an existing folder; the user's own folder for this tenant when absent.</param>
    /// <returns>The file's full path.</returns>
    /// <exception cref="SsprException"><see cref="SsprErrorId.BackupFailed"/></exception>
    public static string Write(JsonObject root, SsprConnection connection, string? path)
    {
        try
        {
            var file = System.IO.Path.GetFullPath(Target(path, connection));
            using var stream = PrivateFiles.OpenWrite(file, append: false);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(s_readable)));
            stream.Flush(flushToDisk: true);
            return file;
        }
        catch (Exception error) when (IsFileError(error))
        {
            throw new SsprException(
                SsprErrorId.BackupFailed,
                $"The policy could not be written to a file: {error.Message}",
                "Nothing was changed. Give a file that does not exist yet, or a folder that you may write to, with -BackupPath or -Path.",
                path,
                error);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="tenantId">The file must be of this tenant, or of none; <see langword="null"/>: of any.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/></exception>
    public static PolicyFile Read(string path, string? tenantId)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var fields = JsonFields.Read(document.RootElement);
            if (fields.Plain("kind") is not Kind)
            {
                throw Invalid(path, "it is no policy file of SsprTools");
            }

            if (fields.Plain("version") is not Version)
            {
                throw Invalid(path, $"its version is {fields["version"] ?? "missing"}, and this module reads version {Version}");
            }

            var owner = fields.Plain("tenantId") as string;
            if (tenantId is not null && owner is not null && !string.Equals(owner, tenantId, StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid(path, $"it is of tenant {owner}, and the connection is to {tenantId}");
            }

            var facts = new PolicyFacts { Sections = Sections(path, fields["sections"]) };
            var settings = PolicyWish.Of(SettingsOf(path, fields["settings"]));
            if (facts.Sections.Count == 0 && settings.Values.Count == 0 && fields["attestations"] is null or "null" or "[]")
            {
                throw Invalid(path, "there is no setting in it");
            }

            if (settings.Values.FirstOrDefault(value => PolicySettings.Make(value.Setting, facts).Value is { } other && !SameValue(value.Value, other)) is { Setting: { } torn })
            {
                throw Invalid(path, $"its settings and its sections disagree about {torn.Setting}: take one of them out");
            }

            return new PolicyFile(path, (JsonObject)JsonNode.Parse(fields.ToJson())!, facts, settings);
        }
        catch (Exception error) when (IsFileError(error) || error is JsonException)
        {
            throw Invalid(path, error.Message.TrimEnd('.'), error);
        }
        catch (SsprException error) when (error.ErrorId is SsprErrorId.UnexpectedPolicy or SsprErrorId.InvalidArgument)
        {
            throw Invalid(path, error.ErrorId == SsprErrorId.UnexpectedPolicy ? "the policy in it is not whole" : error.Message.TrimEnd('.'), error);
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

    internal static bool IsFileError(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    internal static SsprException Invalid(string path, string why, Exception? inner = null) => new(
        SsprErrorId.InvalidBackup,
        $"'{path}' cannot be used: {why}.",
        "Nothing was changed. Give a file that Export-SsprPolicy or an earlier change of this tenant's policy wrote.",
        path,
        inner);

    private static Dictionary<string, JsonFields> Sections(string path, string? raw)
    {
        var all = raw is null or "null" ? null : JsonFields.Parse(raw);
        var unknown = all?.Names.FirstOrDefault(name => !PolicySection.All.Contains(name));
        if (unknown is not null)
        {
            throw Invalid(path, $"it has a section '{unknown}', which this version does not know");
        }

        var sections = all?.Names.ToDictionary(name => name, name => JsonFields.Parse(all[name]!)) ?? [];
        if (sections.TryGetValue(PolicySection.Portal, out var portal))
        {
            _ = PolicyDocument.Of(portal);
        }

        return sections;
    }

    internal static Dictionary<string, object?> SettingsOf(string path, string? raw)
    {
        if (raw is null or "null")
        {
            return [];
        }

        if (JsonNode.Parse(raw) is not JsonObject settings)
        {
            throw Invalid(path, "its settings are no JSON object");
        }

        return settings.ToDictionary(setting => setting.Key, setting => setting.Value switch
        {
            JsonArray list => list.Select(Group).Select(group => group?.Id ?? "").ToArray(),
            JsonObject => Group(setting.Value),
            JsonValue value => value.TryGetValue(out bool flag) ? flag : value.TryGetValue(out int number) ? number : value.TryGetValue(out string? text) ? (object)text : null,
            _ => null,
        });
    }

    private static SelectedGroup? Group(JsonNode? node) => node switch
    {
        JsonObject group when group["id"] is JsonValue value && value.TryGetValue(out string? id) => new SelectedGroup(id, Text(group, "displayName")),
        JsonValue value when value.TryGetValue(out string? id) => new SelectedGroup(id, null),
        _ => null,
    };

    private static bool SameValue(object one, object other) =>
        one is SelectedGroup group && other is SelectedGroup same ? string.Equals(group.Id, same.Id, StringComparison.OrdinalIgnoreCase) : Equals(one, other);

    private static JsonNode? Json(object value) => value switch
    {
        bool flag => flag,
        int number => number,
        SelectedGroup group => new JsonObject { ["id"] = group.Id, ["displayName"] = group.DisplayName },
        MethodTargets targets => new JsonArray([.. targets.Ids.Select(id => JsonValue.Create(id))]),
        _ => value.ToString(),
    };

    private static string? Text(JsonObject root, string name) => root[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Target(string? path, SsprConnection connection)
    {
        // The tail keeps two changes of one second apart.
        var name = string.Create(CultureInfo.InvariantCulture, $"policy-{connection.Clock.Now.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}.json");
        return path is null ? System.IO.Path.Combine(PrivateFiles.Folder(connection.TenantId), name)
            : System.IO.Directory.Exists(path) ? System.IO.Path.Combine(path, name)
            : path;
    }
}
