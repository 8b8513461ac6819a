namespace SsprTools.Graph.Directory;

/// <summary>What has to be done so that a test user is as asked. Everything in it was checked against the tenant; nothing was written.</summary>
public sealed record TestUserPlan
{
    public required string UserPrincipalName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The last day on which the user is meant to exist, UTC.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The user as it is now; <see langword="null"/>: has to be created.</summary>
    public DirectoryUser? Existing { get; init; }

    /// <summary>To be set; <see langword="null"/>: left as it is.</summary>
    public string? UsageLocation { get; init; }

    /// <summary>Everything asked for, whether the user has it already or not.</summary>
    public SubscribedLicense? License { get; init; }

    public bool AssignLicense { get; init; }

    /// <summary>Everything asked for, whether the user is in it already or not.</summary>
    public IReadOnlyList<DirectoryGroup> Groups { get; init; } = [];

    /// <summary>Those of <see cref="Groups"/> that the user is not in.</summary>
    public IReadOnlyList<DirectoryGroup> MissingGroups { get; init; } = [];

    public Secret? Password { get; init; }

    public bool MustChangePassword { get; init; }

    /// <summary>An existing user's properties that get another value: name, old, new.</summary>
    public IReadOnlyList<PropertyChange> Changes { get; init; } = [];

    /// <summary>What an admin should know before and after.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The user is as asked already.</summary>
    public bool IsUnchanged => Existing is not null && Changes.Count == 0 && !AssignLicense && MissingGroups.Count == 0;

    /// <summary>What would be done, as a verb phrase with old and new values.</summary>
    public string Describe()
    {
        var parts = new List<string>();
        if (Existing is null)
        {
            parts.Add($"create test user '{DisplayName}' until {TestUserMark.Format(Until)[TestUserMark.Prefix.Length..]}"
                + (MustChangePassword ? ", password to be changed at first sign-in" : ", password to be kept"));
            if (UsageLocation is not null)
            {
                parts.Add($"set usage location to {UsageLocation}");
            }
        }

        parts.AddRange(Changes.Select(change => change.ToString()));
        if (AssignLicense)
        {
            parts.Add($"assign licence {License!.SkuPartNumber}");
        }

        if (MissingGroups.Count > 0)
        {
            parts.Add($"add to {(MissingGroups.Count == 1 ? "group" : "groups")} {string.Join(", ", MissingGroups.Select(group => group.DisplayName))}");
        }

        return string.Join("; ", parts);
    }
}
