using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>
/// To whom the administrators' policy applies: holders of a role, those eligible for one, and those eligible to become a member of a group that has one.
/// Sources: facts/graph.md 1.13, 3.9. The list of roles that count is long and grows; so every role whose name has "Admin" in it counts, and
/// of anything else (readers, inviters, a tenant's own roles) it is not known.
/// </summary>
internal sealed record RoleHolders
{
    private const string Source = "directory roles, active and eligible, groups included";

    /// <summary>By the id of a user or group: what makes it an administrator.</summary>
    public required IReadOnlyDictionary<string, string> Administrators { get; init; }

    /// <summary>By the id of a user or group: roles of which no source says whether they count.</summary>
    public required IReadOnlyDictionary<string, string> Unclear { get; init; }

    /// <summary>Those of them that are groups, so that being a member counts.</summary>
    public required IReadOnlyCollection<string> Groups { get; init; }

    /// <summary>Why some holders are not known; <see langword="null"/>: all are.</summary>
    public string? NotKnown { get; init; }

    /// <param name="userId">The user.</param>
    /// <param name="isMember">Whether the user is in a group.</param>
    public Fact<bool> Judge(string userId, Func<string, Fact<bool>> isMember, DateTimeOffset asOf)
    {
        if (Administrators.TryGetValue(userId, out var role))
        {
            return Fact<bool>.Known(true, $"{Source} ({role})", asOf);
        }

        var memberships = Groups.Select(group => (Group: group, Member: isMember(group))).ToList();
        foreach (var (group, member) in memberships)
        {
            if (member is { IsKnown: true, Value: true } && Administrators.TryGetValue(group, out var through))
            {
                return Fact<bool>.Known(true, $"{Source} ({through}, through a group)", asOf);
            }
        }

        var doubt = NotKnown
            ?? memberships.Select(pair => pair.Member).FirstOrDefault(member => !member.IsKnown)?.WhyUnknown
            ?? memberships.Where(pair => pair.Member.Value).Select(pair => pair.Group).Prepend(userId).Select(id => Unclear.GetValueOrDefault(id)).FirstOrDefault(found => found is not null);
        return doubt is null ? Fact<bool>.Known(false, Source, asOf) : Fact<bool>.Unknown(doubt);
    }
}
