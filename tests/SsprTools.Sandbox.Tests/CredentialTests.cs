using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Identity;

namespace SsprTools.Sandbox.Tests;

/// <summary>Azure.Identity's own credentials against the sign-in service, nothing mocked (libraries.md, first section).</summary>
public sealed class CredentialTests
{
    [Fact]
    public async Task A_client_secret_gets_a_token_that_Graph_takes()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string token = await LoginTenant.TokenAsync(await SecretAsync(login));
        _ = (await login.Tenant.GetAsync("/v1.0/users", token)).Is(200);
    }

    [Fact]
    public async Task An_apps_roles_decide_what_Graph_answers_graph_5_4()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string token = await LoginTenant.TokenAsync(await SecretAsync(login, "User.Read.All"));
        _ = (await login.Tenant.GetAsync("/v1.0/users", token)).Is(200);
        _ = (await login.Tenant.GetAsync("/v1.0/groups", token)).Fails(403, "Authorization_RequestDenied");
    }

    [Fact]
    public async Task The_sandboxs_own_Graph_address_is_a_resource_too()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string token = await LoginTenant.TokenAsync(await SecretAsync(login), login.Tenant.Root + "/.default");
        _ = (await login.Tenant.GetAsync("/v1.0/users", token)).Is(200);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, _) = await login.AddSecretClientAsync();
        ClientSecretCredential credential = new(login.TenantId, id, "not-the-secret", login.Options<ClientSecretCredentialOptions>());
        Assert.Contains("AADSTS7000215", await LoginTenant.RefusalAsync(credential), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_tenant_is_refused()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string secret) = await login.AddSecretClientAsync();
        ClientSecretCredential credential = new("fabrikam.example", id, secret, login.Options<ClientSecretCredentialOptions>());
        Assert.Contains("AADSTS90002", await LoginTenant.RefusalAsync(credential), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_may_be_named_by_its_domain()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string secret) = await login.AddSecretClientAsync();
        ClientSecretCredential credential = new("contoso.onmicrosoft.com", id, secret, login.Options<ClientSecretCredentialOptions>());
        _ = (await login.Tenant.GetAsync("/v1.0/users", await LoginTenant.TokenAsync(credential))).Is(200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_gets_a_token(bool byThumbprint)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 certificate = LoginTenant.NewCertificate();
        Answer client = await login.AddClientAsync(byThumbprint
            ? new { kind = "certificate", certificateThumbprintSha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256), certificatePem = (string?)null }
            : new { kind = "certificate", certificateThumbprintSha256 = (string?)null!, certificatePem = (string?)certificate.ExportCertificatePem() });
        ClientCertificateCredentialOptions options = login.Options<ClientCertificateCredentialOptions>();
        options.SendCertificateChain = byThumbprint;
        ClientCertificateCredential credential = new(login.TenantId, client["clientId"], certificate, options);
        _ = (await login.Tenant.GetAsync("/v1.0/users", await LoginTenant.TokenAsync(credential))).Is(200);
    }

    [Fact]
    public async Task A_certificate_still_works_when_the_tenants_clock_was_moved()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 certificate = LoginTenant.NewCertificate();
        Answer client = await login.AddClientAsync(new { kind = "certificate", certificatePem = certificate.ExportCertificatePem() });
        string before = await LoginTenant.TokenAsync(Credential());
        _ = (await login.Tenant.AdvanceAsync("PT8H")).Is(200);
        _ = (await login.Tenant.GetAsync("/v1.0/users", before)).Fails(401, "InvalidAuthenticationToken");
        _ = (await login.Tenant.GetAsync("/v1.0/users", await LoginTenant.TokenAsync(Credential()))).Is(200);

        ClientCertificateCredential Credential() =>
            new(login.TenantId, client["clientId"], certificate, login.Options<ClientCertificateCredentialOptions>());
    }

    [Fact]
    public async Task Another_certificate_is_refused()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 registered = LoginTenant.NewCertificate();
        using X509Certificate2 other = LoginTenant.NewCertificate();
        Answer client = await login.AddClientAsync(new { kind = "certificate", certificatePem = registered.ExportCertificatePem() });
        ClientCertificateCredential credential = new(
            login.TenantId, client["clientId"], other, login.Options<ClientCertificateCredentialOptions>());
        Assert.Contains("AADSTS700027", await LoginTenant.RefusalAsync(credential), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_ran_out_is_refused()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 certificate = LoginTenant.NewCertificate(days: -1);
        Answer client = await login.AddClientAsync(new { kind = "certificate", certificatePem = certificate.ExportCertificatePem() });
        ClientCertificateCredential credential = new(
            login.TenantId, client["clientId"], certificate, login.Options<ClientCertificateCredentialOptions>());
        Assert.Contains("AADSTS1000502", await LoginTenant.RefusalAsync(credential), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_code_signs_the_user_in_who_approves_it()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        DeviceCodeCredential credential = login.Device(async code => (await login.ApproveAsync(code, TestTenant.Adele)).Is(200));
        Answer me = (await login.Tenant.GetAsync("/v1.0/me", await LoginTenant.TokenAsync(credential))).Is(200);
        Assert.Equal(TestTenant.Adele, me["userPrincipalName"]);
    }

    [Fact]
    public async Task A_device_waits_until_the_code_is_approved()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Task approval = Task.CompletedTask;
        DeviceCodeCredential credential = login.Device(code =>
        {
            approval = ApproveAfterAPollAsync(login, code);
            return Task.CompletedTask;
        });
        _ = await LoginTenant.TokenAsync(credential);
        await approval;
        Assert.True((await login.GrantsAsync()).Count(grant => grant == "device_code") >= 2);
    }

    [Fact]
    public async Task A_declined_device_code_is_refused()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        DeviceCodeCredential credential = login.Device(code => login.ApproveAsync(code, approve: false));
        Assert.Contains("AADSTS65004", await LoginTenant.RefusalAsync(credential), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_is_not_asked_again_when_the_token_has_expired()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();

        // MSAL renews what has less than five minutes left.
        _ = (await login.Tenant.PostAsync("/_sandbox/tokens/lifetime", new { seconds = 60 })).Is(200);
        int asked = 0;
        DeviceCodeCredential credential = login.Device(code =>
        {
            asked++;
            return login.ApproveAsync(code);
        });
        string first = await LoginTenant.TokenAsync(credential);
        _ = (await login.Tenant.PostAsync("/_sandbox/tokens/expire", null)).Is(204);
        _ = (await login.Tenant.GetAsync("/v1.0/me", first)).Fails(401, "InvalidAuthenticationToken");
        string second = await LoginTenant.TokenAsync(credential);
        _ = (await login.Tenant.GetAsync("/v1.0/me", second)).Is(200);
        Assert.Equal(1, asked);
        Assert.Equal("refresh_token", (await login.GrantsAsync())[^1]);
    }

    [Fact]
    public async Task A_token_with_time_left_is_not_asked_for_again()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        DeviceCodeCredential credential = login.Device(code => login.ApproveAsync(code));
        Assert.Equal(await LoginTenant.TokenAsync(credential), await LoginTenant.TokenAsync(credential));
        Assert.Single(await login.GrantsAsync(), "device_code");
        Assert.DoesNotContain("refresh_token", await login.GrantsAsync());
    }

    [Fact]
    public async Task The_portal_is_for_users_of_preauthorised_clients_graph_2_5()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        DeviceCodeCredential shell = login.Device(code => login.ApproveAsync(code), LoginTenant.AzurePowerShell);
        string token = await LoginTenant.TokenAsync(shell, LoginTenant.PortalScope);
        _ = (await login.Tenant.GetAsync(TestTenant.Policies, token)).Is(200);

        // The same sign-in does for Graph: one refresh token, several resources.
        _ = (await login.Tenant.GetAsync("/v1.0/me", await LoginTenant.TokenAsync(shell))).Is(200);

        DeviceCodeCredential other = login.Device(code => login.ApproveAsync(code));
        Assert.Contains("AADSTS65002", await LoginTenant.RefusalAsync(other, LoginTenant.PortalScope), StringComparison.Ordinal);
        Assert.Contains("AADSTS500011", await LoginTenant.RefusalAsync(await SecretAsync(login), LoginTenant.PortalScope), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workloads_token_file_gets_a_token()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 key = LoginTenant.NewCertificate();
        Answer client = await login.AddClientAsync(new { kind = "federated", issuer = "https://ci.example", subject = "repo:contoso/sspr", certificatePem = key.ExportCertificatePem() });
        string file = Path.GetTempFileName();
        try
        {
            WorkloadIdentityCredentialOptions options = login.Options<WorkloadIdentityCredentialOptions>();
            (options.ClientId, options.TenantId, options.TokenFilePath) = (client["clientId"], login.TenantId, file);
            await File.WriteAllTextAsync(file, Jwt.Federated(key, "https://ci.example", "repo:contoso/sspr"), TestContext.Current.CancellationToken);
            _ = (await login.Tenant.GetAsync("/v1.0/users", await LoginTenant.TokenAsync(new WorkloadIdentityCredential(options)))).Is(200);
            await File.WriteAllTextAsync(file, Jwt.Federated(key, "https://ci.example", "repo:someone/else"), TestContext.Current.CancellationToken);
            Assert.Contains("AADSTS700213", await LoginTenant.RefusalAsync(new WorkloadIdentityCredential(options)), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Nobody_trusts_the_certificate_without_discovery()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using HttpClient http = new();
        _ = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(
            new Uri(login.Login + "/devicelogin"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("token-unavailable")]
    [InlineData("token-garbage")]
    public async Task A_broken_token_endpoint_fails_the_sign_in_until_it_is_mended(string fault)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        ClientSecretCredential credential = await SecretAsync(login);
        await login.Tenant.FaultAsync(fault);
        _ = await LoginTenant.RefusalAsync(credential);
        _ = (await login.Tenant.DeleteAsync("/_sandbox/faults")).Is(204);
        _ = await LoginTenant.TokenAsync(credential);
    }

    [Fact]
    public async Task A_slow_token_endpoint_answers_late()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        await login.Tenant.FaultAsync("token-slow", 1, "300");
        long start = Stopwatch.GetTimestamp();
        _ = await LoginTenant.TokenAsync(await SecretAsync(login));
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(295));
    }

    private static async Task<ClientSecretCredential> SecretAsync(LoginTenant login, params string[] roles)
    {
        (string id, string secret) = await login.AddSecretClientAsync(roles);
        return new ClientSecretCredential(login.TenantId, id, secret, login.Options<ClientSecretCredentialOptions>());
    }

    private static async Task ApproveAfterAPollAsync(LoginTenant login, string code)
    {
        while (!(await login.GrantsAsync()).Contains("device_code"))
        {
            await Task.Yield();
        }

        _ = (await login.ApproveAsync(code)).Is(200);
    }
}
