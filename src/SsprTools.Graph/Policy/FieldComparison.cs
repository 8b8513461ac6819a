using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>Whether a field is as it was meant, in a way that the service's own completions (defaults filled in, another order) do not upset.</summary>
internal static class FieldComparison
{
    /// <param name="field">The name on the wire.</param>
    /// <param name="expected">What was meant, as JSON; <see langword="null"/>: no such field.</param>
    /// <param name="actual">What is there.</param>
    public static bool Meets(string field, string? expected, string? actual)
    {
        if (expected is null || actual is null || expected == actual)
        {
            return expected == actual;
        }

        var (one, other) = (JsonNode.Parse(expected), JsonNode.Parse(actual));
        return field switch
        {
            PolicyField.GroupIds => Ids(one).SequenceEqual(Ids(other), StringComparer.OrdinalIgnoreCase),
            PolicyField.IncludeTargets or PolicyField.ExcludeTargets => Covers(one as JsonArray ?? [], other as JsonArray ?? []),
            _ => JsonNode.DeepEquals(one, other),
        };
    }

    /// <summary>The same targets, each with at least the members that were meant.</summary>
    private static bool Covers(JsonArray expected, JsonArray actual) =>
        expected.Count == actual.Count && expected.All(target => target is JsonObject members && actual.OfType<JsonObject>().Any(found => Covers(members, found)));

    private static bool Covers(JsonObject expected, JsonObject actual) => expected.All(member => member.Key == "id"
        ? string.Equals($"{member.Value}", $"{actual["id"]}", StringComparison.OrdinalIgnoreCase)
        : actual.ContainsKey(member.Key) && JsonNode.DeepEquals(member.Value, actual[member.Key]));

    private static IEnumerable<string?> Ids(JsonNode? list) =>
        (list as JsonArray ?? []).Select(id => id is JsonValue value && value.TryGetValue(out string? text) ? text : null);
}
