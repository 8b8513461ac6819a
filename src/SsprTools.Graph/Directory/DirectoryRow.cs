using System.Text.Json.Serialization;

namespace SsprTools.Graph.Directory;

/// <summary>A user, group or member as it stands on the wire, for long lists.</summary>
internal record DirectoryRow
{
    [JsonPropertyName("@odata.type")]
    public string? Type { get; init; }

    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("userPrincipalName")]
    public string? UserPrincipalName { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("securityEnabled")]
    public bool? SecurityEnabled { get; init; }

    [JsonPropertyName("mailEnabled")]
    public bool? MailEnabled { get; init; }

    [JsonPropertyName("membershipRule")]
    public string? MembershipRule { get; init; }

    [JsonPropertyName("accountEnabled")]
    public bool? AccountEnabled { get; init; }

    [JsonPropertyName("userType")]
    public string? UserType { get; init; }

    [JsonPropertyName("usageLocation")]
    public string? UsageLocation { get; init; }

    [JsonPropertyName("employeeType")]
    public string? EmployeeType { get; init; }

    [JsonPropertyName("createdDateTime")]
    public DateTimeOffset? CreatedDateTime { get; init; }

    [JsonPropertyName("lastPasswordChangeDateTime")]
    public DateTimeOffset? LastPasswordChangeDateTime { get; init; }

    [JsonPropertyName("onPremisesSyncEnabled")]
    public bool? OnPremisesSyncEnabled { get; init; }

    [JsonPropertyName("passwordProfile")]
    public PasswordProfileRow? PasswordProfile { get; init; }

    [JsonPropertyName("assignedLicenses")]
    public IReadOnlyList<AssignedLicenseRow>? AssignedLicenses { get; init; }

    public DirectoryUser ToUser() => new()
    {
        Id = Id,
        UserPrincipalName = UserPrincipalName ?? "",
        DisplayName = DisplayName,
        AccountEnabled = AccountEnabled,
        UserType = UserType,
        UsageLocation = UsageLocation,
        EmployeeType = EmployeeType,
        OnPremisesSyncEnabled = OnPremisesSyncEnabled,
        CreatedDateTime = CreatedDateTime,
        LastPasswordChangeDateTime = LastPasswordChangeDateTime,
        ForceChangePasswordNextSignIn = PasswordProfile?.ForceChangePasswordNextSignIn,
        AssignedSkuIds = [.. (AssignedLicenses ?? []).Select(license => license.SkuId).OfType<Guid>()],
    };

    public DirectoryGroup ToGroup() => new()
    {
        Id = Id,
        DisplayName = DisplayName ?? "",
        Description = Description,
        SecurityEnabled = SecurityEnabled,
        MailEnabled = MailEnabled,
        MembershipRule = MembershipRule,
        CreatedDateTime = CreatedDateTime,
    };

    /// <param name="group">The group it is a member of.</param>
    public SsprGroupMember ToMember(DirectoryGroup group) => new()
    {
        Id = Id,
        Kind = KindOf(Type),
        DisplayName = DisplayName,
        UserPrincipalName = UserPrincipalName,
        GroupId = group.Id,
        GroupName = group.DisplayName,
    };

    // "#microsoft.graph.servicePrincipal" -> "ServicePrincipal"
    private static string? KindOf(string? type) =>
        type?[(type.LastIndexOf('.') + 1)..] is { Length: > 0 } name ? char.ToUpperInvariant(name[0]) + name[1..] : null;
}
