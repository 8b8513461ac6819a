namespace SsprTools.Graph.Connection;

/// <summary>A whole sign-in: what is refused before any request, the sign-in itself, the second one for the portal API, and whose the tokens are.</summary>
internal static class SignInFlow
{
    /// <summary>Azure PowerShell: one of Microsoft's own public clients that the portal API admits. Source: facts/graph.md 2.5.</summary>
    public const string PortalClient = "1950a258-227b-4e31-a9cf-717495945fc2";

    /// <summary>The portal API, as an audience. Source: facts/graph.md 2.5.</summary>
    public const string PortalScope = "74658136-14ec-4630-ad9b-26e160ff0fc6/.default";

    /// <summary>The reset service, as an audience. Source: facts/graph.md 2.7.</summary>
    public const string ResetServiceScope = "https://passwordreset.microsoftonline.com/.default";

    /// <param name="ResetService">Tokens that the portal's sign-in may bring too; nobody is asked for them, and none is fetched before it is wanted.</param>
    public sealed record Done(ITokenSource Graph, ITokenSource? Portal, ITokenSource? ResetService, TokenClaims Claims);

    public static async Task<Done> RunAsync(
        SignIn signIn, CloudEnvironment cloud, SandboxDiscovery? sandbox, HttpMessageHandler? transport, CancellationToken cancellationToken)
    {
        RequirePortal(signIn, cloud);
        if (sandbox is { LoginCertificateSha256: null })
        {
            throw SsprException.NotASandbox("it has no sign-in service; connect without a credential, or start a newer one");
        }

        var place = new SignInPlace(cloud.Login, transport ?? (sandbox is null ? null : PinnedCertificate.Handler(sandbox.LoginCertificateSha256!)), sandbox is not null);
        var tenant = signIn.TenantId ?? sandbox?.TenantId;
        var scopes = Scopes(signIn, sandbox is null ? cloud : CloudEnvironment.Global);
        var graph = new CredentialTokenSource(CredentialFactory.Create(signIn, place, tenantId: tenant), scopes, signIn, cloud.Login);
        var claims = TokenClaims.Read(await graph.SignInAsync(cancellationToken).ConfigureAwait(false));
        if (sandbox is not null && claims.TenantId != sandbox.TenantId)
        {
            // Before anything is sent: a real tenant's token has no business in a sandbox.
            throw OtherTenant($"The sign-in with {signIn.Words} gave a token of tenant {claims.TenantId ?? "unknown"}, not of the sandbox.");
        }

        if (!signIn.PortalApi)
        {
            return new Done(graph, null, null, claims);
        }

        if (claims.IsAppOnly == true)
        {
            throw AppOnly(signIn);
        }

        // Always Microsoft's own client, whatever -ClientId is for Graph; Azure CLI is one by itself.
        var credential = CredentialFactory.Create(
            signIn, place, PortalClient, claims.TenantId ?? tenant, claims.Account, "This second sign-in is for the API that the Entra portal itself calls.");
        var portal = new CredentialTokenSource(credential, [PortalScope], signIn, cloud.Login);
        var second = TokenClaims.Read(await portal.SignInAsync(cancellationToken).ConfigureAwait(false));
        if (second.TenantId != claims.TenantId)
        {
            throw OtherTenant($"The second sign-in, for the portal API, is of tenant {second.TenantId ?? "unknown"}, the first of {claims.TenantId ?? "unknown"}.");
        }

        return new Done(graph, portal, new CredentialTokenSource(credential, [ResetServiceScope], signIn, cloud.Login), claims);
    }

    /// <summary>Refuses what cannot work before anything is sent. Sources: facts/graph.md 2.5 (delegated only), 2.8 (clouds).</summary>
    internal static void RequirePortal(SignIn signIn, CloudEnvironment cloud)
    {
        if (!signIn.PortalApi)
        {
            return;
        }

        if (cloud.PortalApi is null)
        {
            throw new SsprException(
                SsprErrorId.PortalApiNotAvailable,
                $"In {cloud.Name} nobody has seen the API that the Entra portal's password reset pages call, so -PortalApi is refused there.",
                $"Connect without -PortalApi, and set the policy at {cloud.EntraPortal}.",
                cloud.Name);
        }

        if (signIn.IsAppOnly)
        {
            throw AppOnly(signIn);
        }
    }

    private static string[] Scopes(SignIn signIn, CloudEnvironment cloud)
    {
        var graph = cloud.Graph.GetLeftPart(UriPartial.Authority);
        return signIn.Scopes.Count > 0 && !signIn.IsAppOnly && signIn.Kind != SignInKind.AzureCli
            ? [.. signIn.Scopes.Select(scope => scope.Contains("://", StringComparison.Ordinal) ? scope : $"{graph}/{scope}")]
            : [$"{graph}/.default"];
    }

    private static SsprException AppOnly(SignIn signIn) => new(
        SsprErrorId.PortalApiNotAvailable,
        $"The API that the Entra portal itself calls takes the tokens of people only, and {signIn.Words} gives an app's without a user.",
        "Connect without -PortalApi, or sign in as a person: with the browser, -DeviceCode, or -FromAzureCli after 'az login'.");

    private static SsprException OtherTenant(string message) => new(
        SsprErrorId.SignInFailed, message, "Sign in both times with an account of the same tenant; -TenantId says which.");
}
