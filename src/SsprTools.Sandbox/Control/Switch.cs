using System.Text.Json;

namespace SsprTools.Sandbox.Control;

/// <summary>An unconfirmed fact that changes an answer: its name, default, meaning and the source of the doubt.</summary>
internal sealed record Switch(string Name, string Default, IReadOnlyList<string> Values, string Meaning, string Source)
{
    public static Switch YesNo(string name, bool initial, string meaning, string source) =>
        new(name, initial ? "true" : "false", ["true", "false"], meaning, source);

    /// <summary>The value as JSON would carry it, or null when the switch does not take it.</summary>
    public string? Accept(JsonElement value) => Accept(value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString(),
        _ => null,
    });

    public string? Accept(string? value) => value is null ? null
        : Values.Count == 0 ? (int.TryParse(value, out int number) && number >= 0 ? value : null)
        : Values.FirstOrDefault(known => known == value)
            ?? Values.FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase));
}
