namespace SsprTools.Graph.Readiness;

/// <summary>Tells where a user's password is kept from what the directory says of the account. No I/O.</summary>
internal static class GuestRules
{
    /// <summary>Whether the identities have to be read: a member under its own name is at home here.</summary>
    public static bool NeedsIdentities(string? userType, string userPrincipalName) =>
        !string.Equals(userType, "Member", StringComparison.OrdinalIgnoreCase) || userPrincipalName.Contains("#EXT#", StringComparison.OrdinalIgnoreCase);

    /// <summary>The home, or <see langword="null"/> when what was told does not say.</summary>
    /// <param name="creationType">Invitation, SelfServiceSignUp, EmailVerified, LocalAccount; absent for ordinary users.</param>
    /// <param name="identities">Sign-in type and issuer of each identity.</param>
    public static AccountHome? HomeOf(string? creationType, IReadOnlyList<(string? SignInType, string? Issuer)> identities)
    {
        bool Issued(string issuer) => identities.Any(identity => string.Equals(identity.Issuer, issuer, StringComparison.OrdinalIgnoreCase));
        return true switch
        {
            _ when Issued("ExternalAzureAD") => AccountHome.AnotherTenant,
            _ when Issued("MicrosoftAccount") => AccountHome.MicrosoftAccount,
            _ when creationType is "SelfServiceSignUp" or "EmailVerified" || Issued("mail") => AccountHome.NoHomeDirectory,
            _ when identities.Any(identity => string.Equals(identity.SignInType, "federated", StringComparison.OrdinalIgnoreCase)) => AccountHome.OtherProvider,
            _ when identities.Any(identity => string.Equals(identity.SignInType, "userPrincipalName", StringComparison.OrdinalIgnoreCase)) => AccountHome.ThisTenant,
            _ => null,
        };
    }
}
