namespace SsprTools.Sandbox.Tenant;

/// <summary>One of the identities a user signs in with: userPrincipalName, federated, emailAddress; who issued it; the name there.</summary>
internal sealed record UserIdentity(string SignInType, string Issuer, string? IssuerAssignedId)
{
    public const string ExternalTenant = "ExternalAzureAD";
    public const string MicrosoftAccount = "MicrosoftAccount";
}
