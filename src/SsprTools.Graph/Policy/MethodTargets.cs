using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>For whom a method, or the registration campaign, is on: everyone, or some groups. Equal when the ids are.</summary>
public sealed class MethodTargets : IEquatable<MethodTargets>
{
    /// <summary>The id that stands for everyone. Source: facts/graph.md 1.7.</summary>
    internal const string EveryoneId = "all_users";

    private readonly IReadOnlyList<SelectedGroup> _targets;

    internal MethodTargets(IEnumerable<SelectedGroup> targets) => _targets = [.. targets];

    /// <summary>Whether all users are meant.</summary>
    public bool Everyone => _targets.Any(target => target.Id == EveryoneId);

    /// <summary>The groups, or single users; empty when everyone is meant, or nobody.</summary>
    public IReadOnlyList<SelectedGroup> Groups => [.. _targets.Where(target => target.Id != EveryoneId)];

    internal IEnumerable<string> Ids => _targets.Select(target => target.Id);

    public bool Equals(MethodTargets? other) =>
        other is not null && Ids.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(other.Ids);

    public override bool Equals(object? obj) => Equals(obj as MethodTargets);

    public override int GetHashCode() => _targets.Count;

    public override string ToString() => _targets.Count == 0 ? "nobody"
        : string.Join(", ", _targets.Select(target => target.Id == EveryoneId ? "all users" : target.ToString()));

    /// <summary>The targets of a list as it is on the wire; <see langword="null"/>: it is no such list.</summary>
    internal static MethodTargets? Read(string? raw) =>
        raw is not null && JsonNode.Parse(raw) is JsonArray list && list.All(target => IdOf(target) is not null)
            ? new MethodTargets(list.Select(target => new SelectedGroup(IdOf(target)!, null)))
            : null;

    /// <summary>The list for these ids, in which a target that is there already keeps all it has.</summary>
    /// <param name="ids">Object ids of groups, or <see cref="EveryoneId"/>.</param>
    /// <param name="before">The list as it is.</param>
    /// <param name="more">What a new target needs besides its id.</param>
    internal static string Write(IEnumerable<string> ids, string? before, params (string Name, JsonNode Value)[] more)
    {
        var old = before is null ? [] : JsonNode.Parse(before) as JsonArray ?? [];
        return $"[{string.Join(',', ids.Select(id => old.FirstOrDefault(target => string.Equals(IdOf(target), id, StringComparison.OrdinalIgnoreCase)) is { } kept
            ? kept.ToJsonString()
            : new JsonObject([new("id", id), new("targetType", "group"), .. more.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Value.DeepClone()))]).ToJsonString()))}]";
    }

    private static string? IdOf(JsonNode? target) => target?["id"] is JsonValue value && value.TryGetValue(out string? id) ? id : null;
}
