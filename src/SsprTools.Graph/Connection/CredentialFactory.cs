using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace SsprTools.Graph.Connection;

/// <summary>
/// Makes Azure.Identity's credentials. None is given a persistent cache, so tokens stay in memory; and none asks a person again once the
/// connection is made, so that a long run ends with an error instead of waiting for somebody. Source: facts/libraries.md, first section.
/// </summary>
internal static class CredentialFactory
{
    /// <param name="clientId">The app, where it is not the sign-in's own.</param>
    /// <param name="tenantId">The tenant, where it is not the sign-in's own.</param>
    /// <param name="account">The account to offer, where it is known.</param>
    /// <param name="purpose">What the sign-in is for, when it is not the only one.</param>
    public static TokenCredential Create(
        SignIn signIn, SignInPlace place, string? clientId = null, string? tenantId = null, string? account = null, string purpose = "")
    {
        var app = clientId ?? signIn.ClientId;
        var tenant = tenantId ?? signIn.TenantId;
        return signIn.Kind switch
        {
            SignInKind.Interactive => new InteractiveBrowserCredential(At(place, new InteractiveBrowserCredentialOptions
            {
                ClientId = app ?? SignIn.GraphCommandLineTools,
                TenantId = tenant,
                LoginHint = account,
                RedirectUri = new Uri("http://localhost"),
                DisableAutomaticAuthentication = true,
                DisableInstanceDiscovery = place.IsSandbox,
            })),
            SignInKind.DeviceCode => new DeviceCodeCredential(At(place, new DeviceCodeCredentialOptions
            {
                ClientId = app ?? SignIn.GraphCommandLineTools,
                TenantId = tenant,
                DisableAutomaticAuthentication = true,
                DisableInstanceDiscovery = place.IsSandbox,
                DeviceCodeCallback = (code, _) => signIn.Show?.Invoke(
                    new SignInPrompt(code.Message, code.UserCode, code.VerificationUri, code.ExpiresOn, purpose)) ?? Task.CompletedTask,
            })),
            SignInKind.ClientSecret => new ClientSecretCredential(
                tenant, app, signIn.ClientSecret, At(place, new ClientSecretCredentialOptions { DisableInstanceDiscovery = place.IsSandbox })),
            SignInKind.Certificate => new ClientCertificateCredential(
                tenant, app, signIn.Certificate, At(place, new ClientCertificateCredentialOptions { DisableInstanceDiscovery = place.IsSandbox })),
            SignInKind.ManagedIdentity => new ManagedIdentityCredential(At(place, new ManagedIdentityCredentialOptions(
                app is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(app)))),
            SignInKind.WorkloadIdentity => new WorkloadIdentityCredential(Workload(place, app, tenant)),
            SignInKind.Environment => new EnvironmentCredential(At(place, new EnvironmentCredentialOptions { DisableInstanceDiscovery = place.IsSandbox })),
            _ => new AzureCliCredential(new AzureCliCredentialOptions { TenantId = tenant, ProcessTimeout = TimeSpan.FromSeconds(60) }),
        };
    }

    private static WorkloadIdentityCredentialOptions Workload(SignInPlace place, string? app, string? tenant)
    {
        var options = At(place, new WorkloadIdentityCredentialOptions { DisableInstanceDiscovery = place.IsSandbox });
        // What is not given here comes from AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE.
        options.ClientId = app ?? options.ClientId;
        options.TenantId = tenant ?? options.TenantId;
        return options;
    }

    private static T At<T>(SignInPlace place, T options)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = place.Login;
        if (place.Transport is { } handler)
        {
            options.Transport = new HttpClientTransport(new HttpClient(handler, disposeHandler: false));
        }

        return options;
    }
}
