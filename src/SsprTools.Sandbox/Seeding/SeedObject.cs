using System.Text.Json;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Reads one JSON object of a seed strictly: what nobody asked for is an error with its path.</summary>
internal sealed class SeedObject
{
    private readonly JsonElement _element;
    private readonly HashSet<string> _read = [];

    public SeedObject(JsonElement element, string path)
    {
        (_element, Path) = (element, path);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(path, "an object is expected");
        }
    }

    public string Path { get; }

    public static SandboxStartException Wrong(string path, string what) => new($"Seed, {path}: {what}.");

    public string PathOf(string name) => $"{Path}.{name}";

    public bool Has(string name) => _element.TryGetProperty(name, out _);

    /// <summary>The text of a member; null when it is absent or null.</summary>
    public string? Text(string name) => Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(PathOf(name), "a text is expected");

    public string RequiredText(string name) => Text(name) ?? throw Wrong(PathOf(name), "a text is required");

    public bool Flag(string name, bool otherwise) => Member(name) is not { } value ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(PathOf(name), "true or false is expected");

    public int Number(string name, int otherwise) => Member(name) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw Wrong(PathOf(name), "a whole number is expected");

    public DateTimeOffset? Time(string name) => Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time
        : throw Wrong(PathOf(name), "a time such as 2026-11-01T08:00:00Z is expected");

    public Guid? Id(string name) => Text(name) is not { } text ? null
        : Guid.TryParse(text, out Guid id) ? id
        : throw Wrong(PathOf(name), "a GUID is expected");

    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum => Text(name) is not { } text ? otherwise
        : Enum.TryParse(text, ignoreCase: true, out T value) ? value
        : throw Wrong(PathOf(name), $"one of {string.Join(", ", Enum.GetNames<T>())} is expected");

    public SeedObject? Object(string name) => Member(name) is { } value ? new SeedObject(value, PathOf(name)) : null;

    public IReadOnlyList<SeedObject> Objects(string name) =>
        [.. Items(name).Select((item, index) => new SeedObject(item, $"{PathOf(name)}[{index}]"))];

    public IReadOnlyList<string> Texts(string name) =>
    [
        .. Items(name).Select((item, index) => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw Wrong($"{PathOf(name)}[{index}]", "a text is expected")),
    ];

    /// <summary>All members as they are, for an object whose names are free.</summary>
    public IReadOnlyList<JsonProperty> Members()
    {
        List<JsonProperty> members = [.. _element.EnumerateObject()];
        _read.UnionWith(members.Select(member => member.Name));
        return members;
    }

    /// <summary>Says that everything known was read; anything else is an error.</summary>
    public void Done()
    {
        foreach (JsonProperty member in _element.EnumerateObject())
        {
            if (!_read.Contains(member.Name))
            {
                throw Wrong(PathOf(member.Name), "this member is not known");
            }
        }
    }

    private JsonElement? Member(string name)
    {
        _ = _read.Add(name);
        return _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private List<JsonElement> Items(string name) => Member(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : throw Wrong(PathOf(name), "an array is expected");
}
