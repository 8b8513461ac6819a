namespace SsprTools.Graph.Directory;

/// <summary>A request for a test user that was checked against the tenant, but not yet compared with the user.</summary>
internal sealed record TestUserDraft(TestUserRequest Request, string UserPrincipalName)
{
    public required string DisplayName { get; init; }

    public required TimeSpan Life { get; init; }

    public string? UsageLocation { get; init; }

    public SubscribedLicense? License { get; init; }

    public IReadOnlyList<DirectoryGroup> Groups { get; init; } = [];

    /// <summary>What must not be part of a password.</summary>
    public required IReadOnlyCollection<string> Terms { get; init; }
}
