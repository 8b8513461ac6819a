using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>
/// A JSON object whose members, names included, are kept as the very text in which they came, and in their order, so that what is not known here goes
/// back byte for byte. Immutable.
/// </summary>
internal sealed class JsonFields
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<Member> _members;

    private JsonFields(IReadOnlyList<Member> members) => _members = members;

    public IEnumerable<string> Names => _members.Select(member => member.Name);

    /// <summary>A member's value as it stands in the text; <see langword="null"/>: there is no such member.</summary>
    public string? this[string name] => _members.FirstOrDefault(member => member.Name == name).Raw;

    /// <exception cref="JsonException">No JSON, no object, a name that occurs twice in one object, or half a character.</exception>
    public static JsonFields Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Read(document.RootElement);
    }

    /// <exception cref="JsonException">No object, a name that occurs twice in one object, or half a character.</exception>
    public static JsonFields Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("It is no JSON object.");
        }

        try
        {
            Require(value);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("It holds text that is no Unicode.", error);
        }

        return new JsonFields([.. value.EnumerateObject().Select(Member.Of)]);
    }

    public static JsonFields Of(params (string Name, string Raw)[] members) =>
        new([.. members.Select(member => Member.Of(member.Name, member.Raw))]);

    public bool Has(string name) => this[name] is not null;

    /// <summary>The same object with one member set, at its place or at the end.</summary>
    public JsonFields With(string name, string raw) => new(Has(name)
        ? [.. _members.Select(member => member.Name == name ? member with { Raw = raw } : member)]
        : [.. _members, Member.Of(name, raw)]);

    /// <summary>The object with those members alone that satisfy a condition.</summary>
    public JsonFields Where(Func<string, bool> wanted) => new([.. _members.Where(member => wanted(member.Name))]);

    public JsonNode? Node(string name) => this[name] is { } raw ? JsonNode.Parse(raw) : null;

    /// <summary>A member as bool, int or string; <see langword="null"/> if it is absent, null or something else.</summary>
    public object? Plain(string name) => Node(name) is not JsonValue value ? null
        : value.TryGetValue(out bool flag) ? flag
        : value.TryGetValue(out int number) ? number
        : value.TryGetValue(out string? text) ? text
        : null;

    /// <summary>Whether a member means the same in another object, whatever the spelling.</summary>
    public bool Same(string name, JsonFields other) =>
        Has(name) == other.Has(name) && (this[name] == other[name] || JsonNode.DeepEquals(Node(name), other.Node(name)));

    public string ToJson() => $"{{{string.Join(',', _members.Select(member => member.Label + member.Raw))}}}";

    /// <summary>A plain value as JSON.</summary>
    public static string Raw(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        string text => Quote(text),
        IEnumerable<string> texts => $"[{string.Join(',', texts.Select(Quote))}]",
        _ => throw new ArgumentException($"{value.GetType()} has no JSON here.", nameof(value)),
    };

    private static string Quote(string text) => JsonSerializer.Serialize(text, s_readable);

    /// <exception cref="JsonException">A name occurs twice in one object.</exception>
    /// <exception cref="InvalidOperationException">An escape stands for half a character.</exception>
    private static void Require(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Require(item);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in value.EnumerateObject())
            {
                if (!names.Add(member.Name))
                {
                    throw new JsonException($"'{member.Name}' occurs twice.");
                }

                Require(member.Value);
            }
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            _ = value.GetString();
        }
    }

    /// <param name="Name">The name that is meant.</param>
    /// <param name="Label">The name as it is spelt, up to the value.</param>
    /// <param name="Raw">The value as it is spelt.</param>
    private readonly record struct Member(string Name, string Label, string Raw)
    {
        public static Member Of(string name, string raw) => new(name, $"{Quote(name)}:", raw);

        public static Member Of(JsonProperty member)
        {
            // The text of a property is all of it, from the name's quote to the value's end.
            var (whole, raw) = (member.ToString(), member.Value.GetRawText());
            return new Member(member.Name, whole[..^raw.Length], raw);
        }
    }
}
