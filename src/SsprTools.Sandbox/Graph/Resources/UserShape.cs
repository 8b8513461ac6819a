using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>A user as microsoft.graph.user.</summary>
internal static class UserShape
{
    /// <summary>Plain text attributes that live in <see cref="User.Profile"/>.</summary>
    public static readonly string[] ProfileNames =
    [
        "city", "companyName", "country", "department", "employeeId", "employeeType", "faxNumber", "jobTitle", "officeLocation",
        "postalCode", "preferredLanguage", "state", "streetAddress",
    ];

    public static readonly Shape<User> Shape = new("user", Properties(),
    [
        // graph.md 1.2: what a GET gives without $select.
        "businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage",
        "surname", "userPrincipalName", "id",
    ]);

    public static readonly QueryRules Rules = new()
    {
        IsDirectory = true,
        OrderBy = ["displayName", "userPrincipalName", "createdDateTime"],
        Search = ["displayName", "userPrincipalName", "mail", "givenName", "surname", "mailNickname"],
        Filter = new Dictionary<string, string>
        {
            ["id"] = "eq in ne! not!",
            ["accountEnabled"] = "eq in ne! not!",
            ["displayName"] = "eq in startswith ne! not! ge! le!",
            ["givenName"] = "eq in startswith ne! not! ge! le!",
            ["surname"] = "eq in startswith ne! not! ge! le!",
            ["userPrincipalName"] = "eq in startswith ge! le! ne! not! endswith!",
            ["mail"] = "eq in startswith ge! le! ne! not! endswith!",
            ["mailNickname"] = "eq in startswith ge! le! ne! not!",
            ["userType"] = "eq in ne! not!",
            ["usageLocation"] = "eq in startswith ne! not! ge! le!",
            ["department"] = "eq! in! startswith! ne! not! ge! le!",
            ["jobTitle"] = "eq! in! startswith! ne! not! ge! le!",
            ["companyName"] = "eq! in! startswith! ne! not! ge! le!",
            ["city"] = "eq! in! startswith! ne! not! ge! le!",
            ["country"] = "eq! in! startswith! ne! not! ge! le!",
            // Refused in plain form, served as an advanced query (learn.microsoft.com Q&A 726469).
            ["employeeType"] = "eq! in! startswith! ne! not!",
            ["employeeId"] = "eq in startswith ne! not! ge! le!",
            ["createdDateTime"] = "eq ge le in ne! not!",
            ["onPremisesSyncEnabled"] = "eq in ne! not!",
            ["onPremisesImmutableId"] = "eq in startswith ne! not! ge! le!",
            ["otherMails"] = "eq in startswith endswith! ge! le!",
            ["businessPhones"] = "eq! startswith! ge! le!",
            ["mobilePhone"] = "eq! in! startswith! ne! not! ge! le!",
            ["assignedLicenses"] = "not!",
            ["assignedLicenses/skuId"] = "eq",
        },
    };

    /// <summary>
    /// The shape with what depends on the tenant: the plans of a user's licences, and whose identity a member has. The fault shows the
    /// Entra plans of matching users as switched off.
    /// </summary>
    public static Shape<User> Of(TenantInfo info, Fault? planFault) => new("user",
    [
        .. Shape.Properties.Where(property => property.Name is not ("assignedLicenses" or "assignedPlans" or "identities")),
        new("assignedLicenses", user => user.Licenses.Select(license => new Complex(
            ("disabledPlans", LicenseShapes.DisabledPlans(info, license, IsStruck(planFault, user))), ("skuId", license.SkuId)))),
        new("assignedPlans", user => LicenseShapes.AssignedPlans(info, user, IsStruck(planFault, user))),
        new("identities", user => Identities(info, user)),
    ],
    [.. Shape.Default.Select(property => property.Name)]);

    private static bool IsStruck(Fault? fault, User user) => fault?.Matches([user.UserPrincipalName, user.Id.ToString(), user.DisplayName]) == true;

    private static IEnumerable<Complex> Identities(TenantInfo info, User user)
    {
        IEnumerable<UserIdentity> identities = !user.Identities.IsEmpty ? user.Identities
            : user.IsGuest ? [new UserIdentity("federated", UserIdentity.ExternalTenant, null)]
            : [new UserIdentity("userPrincipalName", (info.Domains.FirstOrDefault(domain => domain.IsInitial) ?? info.DefaultDomain).Name, user.UserPrincipalName)];
        return identities.Select(identity => new Complex(
            ("signInType", identity.SignInType), ("issuer", identity.Issuer), ("issuerAssignedId", identity.IssuerAssignedId)));
    }

    private static List<ShapeProperty<User>> Properties()
    {
        List<ShapeProperty<User>> properties =
        [
            new("id", user => user.Id),
            new("deletedDateTime", user => user.DeletedDateTime),
            new("accountEnabled", user => user.AccountEnabled),
            new("assignedLicenses", user => user.Licenses.Select(license =>
                new Complex(("disabledPlans", license.DisabledPlans), ("skuId", license.SkuId)))),
            new("assignedPlans", _ => Array.Empty<object>()),
            new("businessPhones", user => user.BusinessPhones),
            new("createdDateTime", user => user.CreatedDateTime),
            new("creationType", user => user.CreationType),
            new("displayName", user => user.DisplayName),
            new("externalUserState", user => user.ExternalUserState),
            new("givenName", user => user.GivenName),
            new("identities", _ => Array.Empty<object>()),
            new("lastPasswordChangeDateTime", user => user.Password.Hash.Length == 0 ? user.CreatedDateTime : user.Password.ChangedDateTime),
            new("mail", user => user.Mail),
            new("mailNickname", user => user.MailNickname),
            new("mobilePhone", user => user.MobilePhone),
            new("onPremisesDomainName", _ => null),
            new("onPremisesImmutableId", user => user.OnPremisesImmutableId),
            new("onPremisesLastSyncDateTime", _ => null),
            new("onPremisesSamAccountName", _ => null),
            new("onPremisesSyncEnabled", user => user.OnPremisesSyncEnabled),
            new("otherMails", user => user.OtherMails),
            new("passwordPolicies", user => user.PasswordPolicies),

            // The password itself is never returned (graph.md 1.2).
            new("passwordProfile", user => new Complex(
                ("forceChangePasswordNextSignIn", user.Password.ForceChange),
                ("forceChangePasswordNextSignInWithMfa", user.Password.ForceChangeWithMfa))),
            new("proxyAddresses", user => user.Mail is null ? [] : new[] { "SMTP:" + user.Mail }),
            new("signInSessionsValidFromDateTime", user => user.SessionsValidFrom ?? user.CreatedDateTime),
            new("surname", user => user.Surname),
            new("usageLocation", user => user.UsageLocation),
            new("userPrincipalName", user => user.UserPrincipalName),
            new("userType", user => user.IsGuest ? "Guest" : "Member"),
        ];
        properties.AddRange(ProfileNames.Select(name => new ShapeProperty<User>(name, user => user.Profile.GetValueOrDefault(name))));
        return properties;
    }
}
