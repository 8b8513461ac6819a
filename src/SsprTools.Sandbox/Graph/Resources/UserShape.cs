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
            new("creationType", user => user.IsGuest ? "Invitation" : null),
            new("displayName", user => user.DisplayName),
            new("externalUserState", user => user.IsGuest ? "Accepted" : null),
            new("givenName", user => user.GivenName),
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
