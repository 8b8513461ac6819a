namespace SsprTools.Graph.Connection;

/// <summary>What the codes of the sign-in service (AADSTS...) mean. Source: facts/graph.md 5.7, marked there as general knowledge.</summary>
internal static class SignInCodes
{
    private static readonly Dictionary<int, (string Reason, string Advice)> s_known = new()
    {
        [50020] = ("the account is not one of this tenant.", "Give the right tenant with -TenantId, or sign in with an account of it."),
        [50034] = ("there is no such account in the tenant.", "Check the account and -TenantId."),
        [50053] = ("the account is locked.", "Wait, or unlock the account, then connect again."),
        [50055] = ("the password has expired and must be changed.", "Sign in to the Microsoft 365 portal and change it, then connect again."),
        [50057] = ("the account is disabled.", "Sign in with another account."),
        [50076] = ("multifactor authentication is needed.", "Sign in with the browser (no other parameter) or with -DeviceCode."),
        [50079] = ("multifactor authentication has to be set up first.", "Register a method at https://mysignins.microsoft.com/security-info, then connect again."),
        [50126] = ("the user name or the password is wrong.", "Check both, then connect again."),
        [50173] = ("the sign-in was revoked.", "Connect again."),
        [53003] = ("Conditional Access does not allow it.", "Ask whoever manages Conditional Access in the tenant; the correlation id finds the sign-in in the log."),
        [65001] = ("the app lacks consent for a permission.", "Have an administrator consent; Test-SsprPrerequisite -AsScript writes the commands."),
        [65002] = ("this app may not ask for this API.", "Leave -ClientId out: the Entra portal's own API admits Microsoft's own apps only."),
        [70021] = ("no federated credential of the app matches the token's issuer and subject.", "Add the federated credential to the app, or correct its subject."),
        [700016] = ("the tenant does not know the app.", "Check -ClientId and -TenantId, or have the app consented in this tenant."),
        [700027] = ("the certificate is not one of the app's.", "Upload the certificate's public part to the app registration, or give the right one."),
        [700213] = ("no federated credential of the app matches the token's subject.", "Add the federated credential to the app, or correct its subject."),
        [7000215] = ("the client secret is wrong.", "Give the secret's value, not its id, as the password of -ClientSecret."),
        [7000222] = ("the client secret has expired.", "Make a new one in the app registration."),
        [90002] = ("there is no such tenant.", "Check -TenantId, and -Environment for another cloud."),
        [900023] = ("there is no such tenant.", "Check -TenantId, and -Environment for another cloud."),
    };

    // The same code for an assertion that the app signs with its certificate and for one that another issuer signed.
    private static readonly (string Reason, string Advice) s_foreignSignature = (
        "the signature of the federated token does not match the keys that its issuer publishes.",
        "Give a fresh token of the issuer that the app's federated credential names, as that issuer signed it (AZURE_FEDERATED_TOKEN_FILE); an issuer that changed its keys must publish the new ones.");

    public static (string Reason, string Advice)? Find(int code, SignInKind kind) =>
        code == 700027 && kind == SignInKind.WorkloadIdentity ? s_foreignSignature
        : s_known.TryGetValue(code, out var found) ? found
        : null;
}
