using System.Collections.Immutable;
using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Reads members of a body that was checked against the schema already.</summary>
internal static class Body
{
    public static bool Has(this JsonElement body, string name) => body.TryGetProperty(name, out _);

    public static string? Text(this JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool? Flag(this JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? body.GetProperty(name).GetBoolean()
            : null;

    public static int? Number(this JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    public static ImmutableArray<string> Texts(this JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetString()).OfType<string>()]
            : [];
}
