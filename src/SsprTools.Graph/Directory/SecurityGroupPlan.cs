namespace SsprTools.Graph.Directory;

/// <summary>What has to be done so that a group is as asked. Checked against the tenant; nothing was written.</summary>
public sealed record SecurityGroupPlan
{
    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary>The group as it is now; <see langword="null"/>: has to be created.</summary>
    public DirectoryGroup? Existing { get; init; }

    /// <summary>The change of the description, where an existing group has another.</summary>
    public PropertyChange? Change { get; init; }

    /// <summary>Everybody asked for, whether in the group already or not.</summary>
    public IReadOnlyList<SsprGroupMember> Members { get; init; } = [];

    /// <summary>Those of <see cref="Members"/> who are not in the group.</summary>
    public IReadOnlyList<SsprGroupMember> MissingMembers { get; init; } = [];

    public bool IsUnchanged => Existing is not null && Change is null && MissingMembers.Count == 0;

    /// <summary>What would be done, as a verb phrase with old and new values.</summary>
    public string Describe()
    {
        var parts = new List<string>();
        if (Existing is null)
        {
            parts.Add("create security group" + (string.IsNullOrEmpty(Description) ? "" : $" with description '{Description}'"));
        }

        if (Change is not null)
        {
            parts.Add(Change.ToString());
        }

        if (MissingMembers.Count > 0)
        {
            parts.Add(MissingMembers.Count <= 3
                ? $"add {string.Join(", ", MissingMembers)}"
                : $"add {MissingMembers.Count} members");
        }

        return string.Join("; ", parts);
    }
}
