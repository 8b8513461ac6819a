namespace SsprTools.Graph.Directory;

/// <summary>A group, as the commands show it.</summary>
public sealed record SsprGroup
{
    /// <summary>What a change did to it; <see langword="null"/>: it was only read.</summary>
    public ChangeStatus? Status { get; init; }

    /// <summary>The object id.</summary>
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary><c>Assigned</c>, or <c>Dynamic</c>: members are chosen by a rule.</summary>
    public required string Membership { get; init; }

    public bool? SecurityEnabled { get; init; }

    public bool? MailEnabled { get; init; }

    public DateTimeOffset? CreatedDateTime { get; init; }

    /// <summary>What became of the members that were asked for; empty if none were.</summary>
    public IReadOnlyList<SsprMemberChange> Members { get; init; } = [];

    /// <summary>What else is worth knowing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    internal static SsprGroup From(DirectoryGroup group, ChangeStatus? status = null) => new()
    {
        Status = status,
        Id = group.Id,
        DisplayName = group.DisplayName,
        Description = group.Description,
        Membership = group.MembershipRule is null ? "Assigned" : "Dynamic",
        SecurityEnabled = group.SecurityEnabled,
        MailEnabled = group.MailEnabled,
        CreatedDateTime = group.CreatedDateTime,
    };
}
