using System.Collections.Immutable;
using SsprTools.Sandbox.Graph.Resources;
using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Reads "users" with their methods, licences and roles.</summary>
internal static class SeedUsers
{
    public static SeededUser Read(SeedObject item, TenantInfo info, int sequence, DateTimeOffset now)
    {
        string upn = item.RequiredText("upn");
        string domain = upn[(upn.LastIndexOf('@') + 1)..];
        if (info.Verified(domain) is null)
        {
            throw SeedObject.Wrong(item.PathOf("upn"), $"'{domain}' is not a verified domain of the tenant");
        }

        DateTimeOffset created = item.Time("created") ?? now.AddYears(-1);
        string? password = item.Text("password");
        User user = new()
        {
            Id = item.Id("id") ?? StableId.Of(upn),
            Sequence = sequence,
            UserPrincipalName = upn,
            DisplayName = item.Text("displayName") ?? upn[..upn.IndexOf('@', StringComparison.Ordinal)],
            MailNickname = item.Text("mailNickname") ?? upn[..upn.IndexOf('@', StringComparison.Ordinal)],
            GivenName = item.Text("givenName"),
            Surname = item.Text("surname"),
            Mail = item.Text("mail"),
            AccountEnabled = item.Flag("accountEnabled", true),
            IsGuest = item.Text("userType") switch
            {
                null or "Member" => false,
                "Guest" => true,
                _ => throw SeedObject.Wrong(item.PathOf("userType"), "Member or Guest is expected"),
            },
            CreationType = item.Has("creationType") ? item.Text("creationType") : item.Text("userType") == "Guest" ? "Invitation" : null,
            ExternalUserState = item.Has("externalUserState") ? item.Text("externalUserState") : item.Text("userType") == "Guest" ? "Accepted" : null,
            Identities = [.. item.Objects("identities").Select(Identity)],
            UsageLocation = item.Has("usageLocation") ? item.Text("usageLocation") : info.CountryLetterCode,
            MobilePhone = item.Text("contactMobile"),
            BusinessPhones = [.. item.Texts("contactPhones")],
            OtherMails = [.. item.Texts("otherMails")],
            OnPremisesSyncEnabled = item.Has("onPremisesSyncEnabled") ? item.Flag("onPremisesSyncEnabled", false) : null,
            OnPremisesImmutableId = item.Text("onPremisesImmutableId"),
            PasswordPolicies = item.Text("passwordPolicies"),
            CreatedDateTime = created,
            Password = password is null ? PasswordState.None : PasswordState.Of(password, created, item.Flag("forceChangePassword", false)),
            Licenses = [.. item.Texts("licenses").Select(part => License(item, info, part))],
            Methods = Methods(item.Object("methods")),
            Profile = Profile(item.Object("profile")),
        };
        _ = item.Flag("forceChangePassword", false);
        SeedRoles roles = new(Roles(item, "roles"), Roles(item, "eligibleRoles"));
        item.Done();
        return new SeededUser(user, roles);
    }

    public static List<DirectoryRole> Roles(SeedObject item, string name) =>
    [
        .. item.Texts(name).Select(text => DirectoryRoles.Find(text)
            ?? throw SeedObject.Wrong(item.PathOf(name), $"'{text}' is not a known role")),
    ];

    private static UserIdentity Identity(SeedObject item)
    {
        UserIdentity identity = new(item.RequiredText("signInType"), item.RequiredText("issuer"), item.Text("issuerAssignedId"));
        item.Done();
        return identity;
    }

    private static LicenseAssignment License(SeedObject item, TenantInfo info, string partNumber)
    {
        Sku sku = info.Skus.FirstOrDefault(known => known.PartNumber.Equals(partNumber, StringComparison.OrdinalIgnoreCase))
            ?? throw SeedObject.Wrong(item.PathOf("licenses"), $"the tenant has no '{partNumber}'");
        return new LicenseAssignment(sku.SkuId, []);
    }

    private static AuthenticationMethods Methods(SeedObject? item)
    {
        if (item is null)
        {
            return AuthenticationMethods.None;
        }

        AuthenticationMethods methods = new()
        {
            MobilePhone = item.Text("mobilePhone"),
            AlternateMobilePhone = item.Text("alternateMobilePhone"),
            OfficePhone = item.Text("officePhone"),
            Email = item.Text("email"),
            SecurityQuestions = item.Number("securityQuestions", 0),
            SecurityAnswers =
            [
                .. SecurityQuestionRules.Predefined.Take(item.Number("securityQuestions", 0))
                    .Select((question, index) => SecurityAnswer.Of(question, $"answer {index + 1}")),
            ],
            SoftwareOath = [.. Enumerable.Range(0, item.Number("softwareOath", 0)).Select(index => StableId.Of($"{item.Path}/oath/{index}"))],
            AuthenticatorApps =
            [
                .. Enumerable.Range(0, item.Number("authenticatorApps", 0))
                    .Select(index => new AuthenticatorApp(StableId.Of($"{item.Path}/app/{index}"), $"Phone {index + 1}")),
            ],
            Default = item.Choice("default", DefaultMethod.None),
        };
        item.Done();
        return methods;
    }

    private static ImmutableDictionary<string, string> Profile(SeedObject? item)
    {
        if (item is null)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        ImmutableDictionary<string, string> profile = UserShape.ProfileNames
            .Where(name => item.Text(name) is not null)
            .ToImmutableDictionary(name => name, name => item.Text(name)!);
        item.Done();
        return profile;
    }
}
