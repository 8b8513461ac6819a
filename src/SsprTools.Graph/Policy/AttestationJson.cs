using System.Globalization;
using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>Reads the attestations of a policy file. Strict: an auditor's evidence is whole or it is none.</summary>
internal static class AttestationJson
{
    private static readonly string[] s_members = ["by", "at", "expires", "evidence", "settings"];
    private static readonly string[] s_times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/></exception>
    public static IReadOnlyList<Attestation> Read(string path, JsonNode? node, PolicySignature? signature) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select((entry, index) => Read(path, entry, $"attestation {index + 1}", signature))],
        _ => throw PolicyFile.Invalid(path, "its attestations are no JSON array"),
    };

    private static Attestation Read(string path, JsonNode? node, string which, PolicySignature? signature)
    {
        if (node is not JsonObject entry)
        {
            throw PolicyFile.Invalid(path, $"{which} is no JSON object");
        }

        if (entry.Select(member => member.Key).Except(s_members).FirstOrDefault() is { } unknown)
        {
            throw PolicyFile.Invalid(path, $"{which} has a member '{unknown}', which is none of {string.Join(", ", s_members)}");
        }

        string Text(string name) => entry[name] is JsonValue value && value.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : throw PolicyFile.Invalid(path, $"{which} has no text as '{name}'");

        var at = Time(path, which, "at", Text("at"), endOfDay: false);
        var expires = Time(path, which, "expires", Text("expires"), endOfDay: true);
        if (expires <= at)
        {
            throw PolicyFile.Invalid(path, $"{which} expires before it was made");
        }

        return new Attestation
        {
            By = Text("by"),
            At = at,
            Expires = expires,
            Evidence = Text("evidence"),
            File = Path.GetFileName(path),
            Signature = signature,
            Values = Values(path, which, entry["settings"]),
        };
    }

    /// <summary>A day, or a time with its zone. A day on which something expires still counts to its end, UTC.</summary>
    private static DateTimeOffset Time(string path, string which, string name, string text, bool endOfDay)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new DateTimeOffset((endOfDay ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        return DateTimeOffset.TryParseExact(text, s_times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw PolicyFile.Invalid(path, $"'{name}' of {which} is '{text}', and not a day such as 2027-01-31 or a time such as 2027-01-31T12:00:00Z");
    }

    private static Dictionary<string, object> Values(string path, string which, JsonNode? node)
    {
        if (node is not JsonObject { Count: > 0 })
        {
            throw PolicyFile.Invalid(path, $"{which} names no settings");
        }

        var values = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, given) in PolicyFile.SettingsOf(path, node.ToJsonString()))
        {
            var definition = PolicyCatalogue.Find(name) ?? throw PolicyFile.Invalid(path, $"{which} names the setting '{name}', which does not exist");
            // What can only be read are switches, all of them.
            var kind = definition.Kind ?? SettingKind.Switch;
            values[definition.Setting] = kind.Read(given)
                ?? throw PolicyFile.Invalid(path, $"{which} gives {definition.Setting} as {(given is null ? "null" : $"'{given}'")}, and it is {kind.Words}");
        }

        return values;
    }
}
