using System.Text.Json;

namespace SsprTools.Graph.Connection;

/// <summary>An unsuccessful answer of the sign-in service. Source: facts/graph.md 5.7.</summary>
internal sealed record SignInAnswer(string Error, IReadOnlyList<int> Codes, string? Sentence, string? CorrelationId)
{
    /// <summary><see langword="null"/>: the text is no such answer.</summary>
    public static SignInAnswer? Parse(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "error") is not { } error)
            {
                return null;
            }

            int[] codes = root.TryGetProperty("error_codes", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Where(code => code.TryGetInt32(out _)).Select(code => code.GetInt32())]
                : [];
            return new SignInAnswer(error, codes, FirstWords(Text(root, "error_description")), Text(root, "correlation_id"));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Only shown, never concluded from: what stands between the code and the ids.
    private static string? FirstWords(string? description)
    {
        var end = description?.IndexOf("Trace ID:", StringComparison.Ordinal) ?? -1;
        var text = (end > 0 ? description![..end] : description)?.Trim().ReplaceLineEndings(" ");
        return text is { Length: > 300 } ? text[..300] + "..." : text;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
