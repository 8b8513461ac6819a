namespace SsprTools.Graph.Directory;

/// <summary>A member of a group.</summary>
public sealed record SsprGroupMember
{
    /// <summary>The member's object id.</summary>
    public required string Id { get; init; }

    /// <summary><c>User</c>, <c>Group</c>, <c>Device</c> ...; <see langword="null"/>: the service did not say.</summary>
    public string? Kind { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>Users only.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>The group's object id.</summary>
    public string? GroupId { get; init; }

    public string? GroupName { get; init; }

    public override string ToString() => UserPrincipalName ?? DisplayName ?? Id;
}
