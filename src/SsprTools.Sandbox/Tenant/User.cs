using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>A user of the tenant. Immutable: every change makes a new record, so old states stay readable.</summary>
internal sealed record User : IDirectoryObject
{
    public required Guid Id { get; init; }
    public required int Sequence { get; init; }
    public required string UserPrincipalName { get; init; }
    public required string DisplayName { get; init; }
    public required string MailNickname { get; init; }
    public required DateTimeOffset CreatedDateTime { get; init; }
    public string? GivenName { get; init; }
    public string? Surname { get; init; }
    public string? Mail { get; init; }
    public bool AccountEnabled { get; init; } = true;
    public bool IsGuest { get; init; }

    /// <summary>Invitation, SelfServiceSignUp, EmailVerified; null for ordinary members.</summary>
    public string? CreationType { get; init; }
    public string? ExternalUserState { get; init; }

    /// <summary>Empty for those whom the tenant's kind of user implies.</summary>
    public ImmutableArray<UserIdentity> Identities { get; init; } = [];

    /// <summary>A guest who signed up alone or has no home directory: this tenant keeps the password (graph.md 3.8). Microsoft accounts cannot reset here, whoever made them.</summary>
    public bool IsGuestWithPasswordHere => IsGuest
        && !Identities.Any(identity => identity.Issuer == UserIdentity.MicrosoftAccount)
        && (CreationType is "SelfServiceSignUp" or "EmailVerified" || Identities.Any(identity => identity.Issuer == "mail" || identity.SignInType == "emailAddress"));
    public string? UsageLocation { get; init; }
    public string? MobilePhone { get; init; }
    public ImmutableArray<string> BusinessPhones { get; init; } = [];
    public ImmutableArray<string> OtherMails { get; init; } = [];
    public bool? OnPremisesSyncEnabled { get; init; }
    public string? OnPremisesImmutableId { get; init; }
    public string? PasswordPolicies { get; init; }
    public PasswordState Password { get; init; } = PasswordState.None;
    public ImmutableArray<LicenseAssignment> Licenses { get; init; } = [];
    public AuthenticationMethods Methods { get; init; } = AuthenticationMethods.None;
    public DateTimeOffset? SessionsValidFrom { get; init; }
    public DateTimeOffset? DeletedDateTime { get; init; }

    /// <summary>Plain text attributes on which nothing depends (department, jobTitle ...), by Graph name.</summary>
    public ImmutableDictionary<string, string> Profile { get; init; } = ImmutableDictionary<string, string>.Empty;
}
