using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>For whom one configuration of the authentication methods policy is on. Source: facts/graph.md 1.7, includeTargets and excludeTargets.</summary>
internal sealed record MethodAudience(bool Everyone, IReadOnlyList<string> Users, IReadOnlyList<string> Groups, IReadOnlyList<string> ExcludedUsers, IReadOnlyList<string> ExcludedGroups)
{
    public IEnumerable<string> AllGroups => Groups.Concat(ExcludedGroups);

    /// <summary>Who is excluded is out, whoever includes them; and where one of it is not known, that cannot be said.</summary>
    /// <param name="isMember">Whether the user is in a group; <see langword="null"/>: not known.</param>
    /// <returns><see langword="null"/>: not known.</returns>
    public bool? Has(string userId, Func<string, bool?> isMember)
    {
        var excluded = Any(userId, ExcludedUsers, ExcludedGroups, isMember);
        var included = Everyone ? true : Any(userId, Users, Groups, isMember);
        return excluded == true || included == false ? false : excluded == false && included == true ? true : null;
    }

    /// <returns><see langword="null"/>: the lists are not there, or not of the form that is known.</returns>
    public static MethodAudience? Read(JsonFields configuration)
    {
        var excludes = configuration.Has(PolicyField.ExcludeTargets) ? Split(configuration.Node(PolicyField.ExcludeTargets)) : ([], []);
        return Split(configuration.Node(PolicyField.IncludeTargets)) is var (users, groups) && excludes is var (excludedUsers, excludedGroups)
            ? new MethodAudience(
                groups.Contains(MethodTargets.EveryoneId), users, [.. groups.Where(group => group != MethodTargets.EveryoneId)], excludedUsers, excludedGroups)
            : null;
    }

    private static bool? Any(string userId, IReadOnlyList<string> users, IReadOnlyList<string> groups, Func<string, bool?> isMember)
    {
        if (users.Contains(userId, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        var answers = groups.Select(isMember).ToList();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    private static (List<string> Users, List<string> Groups)? Split(JsonNode? list)
    {
        if (list is not JsonArray targets)
        {
            return null;
        }

        var (users, groups) = (new List<string>(), new List<string>());
        foreach (var target in targets)
        {
            var id = target?["id"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
            var kind = target?["targetType"] is JsonValue word && word.TryGetValue(out string? type) ? type : null;
            // "Everyone" is a target of its own, whatever its type says (facts/graph.md 1.7).
            var into = id == MethodTargets.EveryoneId || string.Equals(kind, "group", StringComparison.OrdinalIgnoreCase) ? groups
                : string.Equals(kind, "user", StringComparison.OrdinalIgnoreCase) ? users : null;
            if (id is null || into is null)
            {
                return null;
            }

            into.Add(id);
        }

        return (users, groups);
    }
}
