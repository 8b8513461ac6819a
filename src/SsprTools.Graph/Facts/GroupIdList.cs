using System.Text.Json.Serialization;

namespace SsprTools.Graph.Facts;

/// <summary>The question of checkMemberGroups: at most 20 groups.</summary>
internal sealed record GroupIdList([property: JsonPropertyName("groupIds")] IReadOnlyList<string> GroupIds);

/// <summary>Its answer: those of them in which the user is.</summary>
internal sealed record GroupIdAnswer([property: JsonPropertyName("value")] IReadOnlyList<string>? Value);
