using Azure.Core;
using Azure.Identity;

namespace SsprTools.Sandbox.Tests;

/// <summary>Credentials that look at the environment: managed identity, environment, and the browser that is found on the path.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class EnvironmentCredentialTests
{
    [Fact]
    public async Task A_managed_identity_gets_a_token()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer identity = (await login.Tenant.PostAsync("/_sandbox/identity", null)).Is(200);
        using EnvironmentScope scope = Machine(identity);
        string token = await LoginTenant.TokenAsync(Identity(ManagedIdentityId.SystemAssigned));
        _ = (await login.Tenant.GetAsync("/v1.0/users", token)).Is(200);
        Assert.Equal(identity["clientId"], Jwt.ClaimsOf(token).GetProperty("appid").GetString());
    }

    [Fact]
    public async Task A_user_assigned_identity_has_its_own_roles()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        _ = (await login.Tenant.PostAsync("/_sandbox/identity", null)).Is(200);
        Answer identity = (await login.Tenant.PostAsync("/_sandbox/identity", new { name = "Runbooks", roles = new[] { "Group.Read.All" } })).Is(200);
        using EnvironmentScope scope = Machine(identity);
        ManagedIdentityCredential credential = Identity(ManagedIdentityId.FromUserAssignedClientId(identity["clientId"]));
        string token = await LoginTenant.TokenAsync(credential);
        _ = (await login.Tenant.GetAsync("/v1.0/groups", token)).Is(200);
        _ = (await login.Tenant.GetAsync("/v1.0/users", token)).Is(403);
    }

    [Fact]
    public async Task An_identity_that_is_not_there_and_the_portal_are_refused_graph_2_5()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer identity = (await login.Tenant.PostAsync("/_sandbox/identity", new { })).Is(200);
        using EnvironmentScope scope = Machine(identity);
        ManagedIdentityCredential unknown = Identity(ManagedIdentityId.FromUserAssignedClientId(Guid.NewGuid().ToString()));
        Assert.Contains("No User Assigned", await LoginTenant.RefusalAsync(unknown), StringComparison.Ordinal);
        ManagedIdentityCredential portal = Identity(ManagedIdentityId.SystemAssigned);
        Assert.Contains("not a supported MSI token audience", await LoginTenant.RefusalAsync(portal, LoginTenant.PortalScope), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?api-version=2019-08-01&resource=https://graph.microsoft.com", true, 200)]
    [InlineData("?api-version=2019-08-01&resource=https://graph.microsoft.com", false, 401)]
    [InlineData("?api-version=2018-02-01&resource=https://graph.microsoft.com", true, 400)]
    [InlineData("?api-version=2019-08-01", true, 400)]
    [InlineData("?api-version=2019-08-01&resource=https://vault.azure.net", true, 400)]
    public async Task The_managed_identity_endpoint_is_strict(string query, bool hasHeader, int status)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer identity = (await login.Tenant.PostAsync("/_sandbox/identity", null)).Is(200);
        using HttpRequestMessage request = new(HttpMethod.Get, identity["endpoint"] + query);
        request.Headers.Add("X-IDENTITY-HEADER", hasHeader ? identity["header"] : "guess");
        using HttpResponseMessage response = await login.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_environment_names_a_client()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string secret) = await login.AddSecretClientAsync();
        using EnvironmentScope scope = new(("AZURE_TENANT_ID", login.TenantId), ("AZURE_CLIENT_ID", id), ("AZURE_CLIENT_SECRET", secret));
        EnvironmentCredential credential = new(login.Options<EnvironmentCredentialOptions>());
        _ = (await login.Tenant.GetAsync("/v1.0/users", await LoginTenant.TokenAsync(credential))).Is(200);
    }

    [Fact]
    public async Task A_browser_signs_the_user_in()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-in for a browser is an xdg-open of our own");
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SUDO_USER") is not null, "MSAL opens no browser under sudo");
        await using LoginTenant login = await LoginTenant.StartAsync();
        using BrowserStandIn browser = new(login);
        InteractiveBrowserCredentialOptions options = login.Options<InteractiveBrowserCredentialOptions>();
        (options.ClientId, options.TenantId) = (LoginTenant.CommandLineTools, login.TenantId);
        Task<AccessToken> signIn = new InteractiveBrowserCredential(options).GetTokenAsync(
            new TokenRequestContext([LoginTenant.GraphScope]), TestContext.Current.CancellationToken).AsTask();
        await browser.SignInAsync(TestTenant.Adele, TestContext.Current.CancellationToken);
        AccessToken token = await signIn.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Answer me = (await login.Tenant.GetAsync("/v1.0/me", token.Token)).Is(200);
        Assert.Equal(TestTenant.Adele, me["userPrincipalName"]);
    }

    private static ManagedIdentityCredential Identity(ManagedIdentityId id) => new(new ManagedIdentityCredentialOptions(id));

    private static EnvironmentScope Machine(Answer identity) => new(
        ("IDENTITY_ENDPOINT", identity["endpoint"]), ("IDENTITY_HEADER", identity["header"]), ("IDENTITY_SERVER_THUMBPRINT", null), ("MSI_ENDPOINT", null));
}
