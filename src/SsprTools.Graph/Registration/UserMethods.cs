using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Registration;

/// <summary>
/// Reads what a user holds now; the registration report tells the same hours later.
/// Permission: UserAuthenticationMethod.Read.All (or the granular UserAuthMethod-* ones for a part).
/// </summary>
public sealed class UserMethods(SsprConnection connection)
{
    /// <summary>The user's methods, in the order of <see cref="MethodKind"/>.</summary>
    public async Task<IReadOnlyList<UserMethod>> GetAsync(DirectoryUser user, CancellationToken cancellationToken)
    {
        var answer = await connection.Directory.Users[user.Id].Authentication.Methods
            .GetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (answer?.Value is not { } methods || answer.OdataNextLink is not null)
        {
            // A user has a handful; more than one page was never seen, and half a list must not pass for a whole one.
            throw new SsprException(
                SsprErrorId.UnexpectedAnswer,
                $"The list of authentication methods of {user.UserPrincipalName} came incomplete.",
                "Run the command again; if it stays so, report it with the -Verbose output.",
                user.UserPrincipalName);
        }

        return [.. methods.Select(method => Read(user, method)).OrderBy(method => method.Method)];
    }

    private static UserMethod Read(DirectoryUser user, AuthenticationMethod method)
    {
        var (kind, value) = method switch
        {
            PhoneAuthenticationMethod { PhoneType: AuthenticationPhoneType.Mobile } phone => (MethodKind.MobilePhone, phone.PhoneNumber),
            PhoneAuthenticationMethod { PhoneType: AuthenticationPhoneType.AlternateMobile } phone => (MethodKind.AlternateMobilePhone, phone.PhoneNumber),
            PhoneAuthenticationMethod { PhoneType: AuthenticationPhoneType.Office } phone => (MethodKind.OfficePhone, phone.PhoneNumber),
            EmailAuthenticationMethod email => (MethodKind.Email, email.EmailAddress),
            MicrosoftAuthenticatorAuthenticationMethod app => (MethodKind.MicrosoftAuthenticator, app.DisplayName),
            SoftwareOathAuthenticationMethod => (MethodKind.SoftwareOath, null),
            Fido2AuthenticationMethod key => (MethodKind.Fido2, key.DisplayName),
            WindowsHelloForBusinessAuthenticationMethod hello => (MethodKind.WindowsHelloForBusiness, hello.DisplayName),
            TemporaryAccessPassAuthenticationMethod => (MethodKind.TemporaryAccessPass, null),
            PlatformCredentialAuthenticationMethod platform => (MethodKind.PlatformCredential, platform.DisplayName),
            PasswordAuthenticationMethod => (MethodKind.Password, null),
            _ => (MethodKind.Other, null),
        };
        var (usable, remarks) = MethodUse.For(kind, value);
        return new UserMethod
        {
            UserId = user.Id,
            UserPrincipalName = user.UserPrincipalName,
            Method = kind,
            Value = value,
            MethodId = method.Id ?? "",
            GraphType = (method.OdataType ?? "").Split('.')[^1],
            UsableForReset = usable,
            Remarks = remarks,
        };
    }
}
