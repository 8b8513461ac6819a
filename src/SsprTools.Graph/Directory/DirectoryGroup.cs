namespace SsprTools.Graph.Directory;

/// <summary>A group.</summary>
public sealed record DirectoryGroup
{
    /// <summary>The object id.</summary>
    public required string Id { get; init; }

    /// <summary>Not unique in a tenant.</summary>
    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public bool? SecurityEnabled { get; init; }

    public bool? MailEnabled { get; init; }

    /// <summary>The rule of a dynamic group; <see langword="null"/>: membership is assigned.</summary>
    public string? MembershipRule { get; init; }

    public DateTimeOffset? CreatedDateTime { get; init; }

    public override string ToString() => $"{DisplayName} ({Id})";
}
