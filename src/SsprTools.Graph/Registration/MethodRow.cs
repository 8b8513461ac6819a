using System.Text.Json.Serialization;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>An authentication method as it stands on the wire. Source: facts/graph.md 1.6.</summary>
internal sealed record MethodRow
{
    [JsonPropertyName("@odata.type")]
    public string? Type { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("phoneNumber")]
    public string? PhoneNumber { get; init; }

    [JsonPropertyName("phoneType")]
    public string? PhoneType { get; init; }

    [JsonPropertyName("emailAddress")]
    public string? EmailAddress { get; init; }

    public UserMethod ToMethod(DirectoryUser user)
    {
        var type = (Type ?? "").Split('.')[^1];
        var (kind, value) = type switch
        {
            "phoneAuthenticationMethod" => (PhoneType switch
            {
                "mobile" => MethodKind.MobilePhone,
                "alternateMobile" => MethodKind.AlternateMobilePhone,
                "office" => MethodKind.OfficePhone,
                _ => MethodKind.Other,
            }, PhoneNumber),
            "emailAuthenticationMethod" => (MethodKind.Email, EmailAddress),
            "microsoftAuthenticatorAuthenticationMethod" => (MethodKind.MicrosoftAuthenticator, DisplayName),
            "softwareOathAuthenticationMethod" => (MethodKind.SoftwareOath, null),
            "fido2AuthenticationMethod" => (MethodKind.Fido2, DisplayName),
            "windowsHelloForBusinessAuthenticationMethod" => (MethodKind.WindowsHelloForBusiness, DisplayName),
            "temporaryAccessPassAuthenticationMethod" => (MethodKind.TemporaryAccessPass, null),
            "platformCredentialAuthenticationMethod" => (MethodKind.PlatformCredential, DisplayName),
            "passwordAuthenticationMethod" => (MethodKind.Password, null),
            _ => (MethodKind.Other, null),
        };
        var (usable, remarks) = MethodUse.For(kind, value);
        return new UserMethod
        {
            UserId = user.Id,
            UserPrincipalName = user.UserPrincipalName,
            Method = kind,
            Value = value,
            MethodId = Id ?? "",
            GraphType = type,
            UsableForReset = usable,
            Remarks = remarks,
        };
    }

    /// <summary>The methods of a page, in the order of <see cref="MethodKind"/>; a page that is not whole must not pass for a whole list.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedAnswer"/></exception>
    public static IReadOnlyList<UserMethod> Whole(Page<MethodRow>? page, DirectoryUser user) => page is { Value: { } rows, NextLink: null }
        ? [.. rows.Select(row => row.ToMethod(user)).OrderBy(method => method.Method)]
        : throw new SsprException(
            SsprErrorId.UnexpectedAnswer,
            $"The list of authentication methods of {user.UserPrincipalName} came incomplete.",
            "Run the command again; if it stays so, report it with the -Verbose output.",
            user.UserPrincipalName);
}
