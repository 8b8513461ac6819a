namespace SsprTools.Graph.Directory;

/// <summary>A user, with the properties that matter for password reset.</summary>
public sealed record DirectoryUser
{
    /// <summary>The object id.</summary>
    public required string Id { get; init; }

    public required string UserPrincipalName { get; init; }

    public string? DisplayName { get; init; }

    /// <summary><see langword="null"/>: the service did not say.</summary>
    public bool? AccountEnabled { get; init; }

    /// <summary><c>Member</c> or <c>Guest</c>.</summary>
    public string? UserType { get; init; }

    public string? UsageLocation { get; init; }

    /// <summary>Holds the mark of a test user; see <see cref="TestUserMark"/>.</summary>
    public string? EmployeeType { get; init; }

    /// <summary>True: synced from Active Directory. Null: never was.</summary>
    public bool? OnPremisesSyncEnabled { get; init; }

    public DateTimeOffset? CreatedDateTime { get; init; }

    /// <summary>The last change of the password, or the account's creation. UTC.</summary>
    public DateTimeOffset? LastPasswordChangeDateTime { get; init; }

    /// <summary>Whether the next sign-in must set a new password; <see langword="null"/>: the service did not say.</summary>
    public bool? ForceChangePasswordNextSignIn { get; init; }

    /// <summary>The ids of the licences (SKUs) assigned directly or by a group.</summary>
    public IReadOnlyList<Guid> AssignedSkuIds { get; init; } = [];
}
