namespace SsprTools.Graph.Directory;

/// <summary>What became of one member of a group.</summary>
public sealed record SsprMemberChange
{
    public required ChangeStatus Status { get; init; }

    /// <summary>The member's object id.</summary>
    public required string Id { get; init; }

    /// <summary><c>User</c>, <c>Group</c> ...</summary>
    public string? Kind { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>Users only.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>The group's object id.</summary>
    public required string GroupId { get; init; }

    public required string GroupName { get; init; }

    /// <summary>What else is worth knowing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public SsprException? Error { get; init; }

    /// <summary>The outcome for one member.</summary>
    public static SsprMemberChange Of(DirectoryGroup group, SsprGroupMember member, ChangeStatus status) => new()
    {
        Status = status,
        Id = member.Id,
        Kind = member.Kind,
        DisplayName = member.DisplayName,
        UserPrincipalName = member.UserPrincipalName,
        GroupId = group.Id,
        GroupName = group.DisplayName,
    };

    public override string ToString() => $"{UserPrincipalName ?? DisplayName ?? Id}: {Status}";
}
