using System.Text.Json.Serialization;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>An authentication method of any kind as it stands on the wire. Source: facts/graph.md 1.6.</summary>
internal sealed record MethodRow
{
    [JsonPropertyName("@odata.type")]
    public string? Type { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("phoneNumber")]
    public string? PhoneNumber { get; init; }

    [JsonPropertyName("phoneType")]
    public string? PhoneType { get; init; }

    [JsonPropertyName("emailAddress")]
    public string? EmailAddress { get; init; }

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    /// <summary>The number or address, whichever it has.</summary>
    [JsonIgnore]
    public string? Value => PhoneNumber ?? EmailAddress;

    public UserMethod ToMethod(string? userId, string userPrincipalName)
    {
        var type = (Type ?? "").Split('.')[^1];
        var (kind, value) = type switch
        {
            "phoneAuthenticationMethod" => (PhoneKind(PhoneType), PhoneNumber),
            "emailAuthenticationMethod" => (MethodKind.Email, EmailAddress),
            "microsoftAuthenticatorAuthenticationMethod" => (MethodKind.MicrosoftAuthenticator, DisplayName),
            "softwareOathAuthenticationMethod" => (MethodKind.SoftwareOath, null),
            "fido2AuthenticationMethod" => (MethodKind.Fido2, DisplayName),
            "windowsHelloForBusinessAuthenticationMethod" => (MethodKind.WindowsHelloForBusiness, DisplayName),
            "temporaryAccessPassAuthenticationMethod" => (MethodKind.TemporaryAccessPass, null),
            "platformCredentialAuthenticationMethod" => (MethodKind.PlatformCredential, DisplayName),
            "passwordAuthenticationMethod" => (MethodKind.Password, null),
            _ => (MethodKind.Other, (string?)null),
        };
        var (usable, remarks) = MethodUse.For(kind, value);
        return new UserMethod
        {
            UserId = userId,
            UserPrincipalName = userPrincipalName,
            Method = kind,
            Value = value,
            MethodId = Id ?? "",
            GraphType = type,
            UsableForReset = usable,
            Remarks = remarks,
        };
    }

    private static MethodKind PhoneKind(string? type) => type switch
    {
        "mobile" => MethodKind.MobilePhone,
        "alternateMobile" => MethodKind.AlternateMobilePhone,
        "office" => MethodKind.OfficePhone,
        _ => MethodKind.Other,
    };

    /// <summary>The methods of a page, in the order of <see cref="MethodKind"/>; a page that is not whole must not pass for a whole list.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedAnswer"/></exception>
    public static IReadOnlyList<UserMethod> Whole(Page<MethodRow>? page, DirectoryUser user) => Whole(page, user.Id, user.UserPrincipalName);

    /// <inheritdoc cref="Whole(Page{MethodRow}?, DirectoryUser)"/>
    public static IReadOnlyList<UserMethod> Whole(Page<MethodRow>? page, string? userId, string userPrincipalName) => page is { Value: { } rows, NextLink: null }
        ? [.. rows.Select(row => row.ToMethod(userId, userPrincipalName)).OrderBy(method => method.Method)]
        // A user has a handful; more than one page was never seen.
        : throw new SsprException(
            SsprErrorId.UnexpectedAnswer,
            $"The list of authentication methods of {userPrincipalName} came incomplete.",
            "Run the command again; if it stays so, report it with the -Verbose output.",
            userPrincipalName);
}
