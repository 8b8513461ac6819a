using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace SsprTools.Sandbox.Tests;

/// <summary>Refusals of the token endpoint: graph.md 5.7.</summary>
public sealed class LoginErrorTests
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    [Fact]
    public async Task A_refusal_has_the_services_body()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer answer = (await login.PostTokenAsync(("grant_type", "client_credentials"), ("client_id", Guid.NewGuid().ToString()))).Is(400);
        Assert.Equal("unauthorized_client", answer["error"]);
        Assert.StartsWith("AADSTS700016: ", answer["error_description"], StringComparison.Ordinal);
        Assert.Equal(700016, Assert.Single(answer.Json.GetProperty("error_codes").EnumerateArray()).GetInt32());
        Assert.EndsWith("error?code=700016", answer["error_uri"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(answer["trace_id"], out _) && Guid.TryParse(answer["correlation_id"], out _));
        _ = DateTimeOffset.ParseExact(answer["timestamp"], "yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("client_credentials", "right", LoginTenant.GraphScope, 0)]
    [InlineData("client_credentials", "wrong", LoginTenant.GraphScope, 7000215)]
    [InlineData("client_credentials", null, LoginTenant.GraphScope, 7000218)]
    [InlineData("client_credentials", "right", null, 900144)]
    [InlineData("client_credentials", "right", "https://graph.microsoft.com/User.Read.All", 1002012)]
    [InlineData("client_credentials", "right", "https://vault.azure.net/.default", 500011)]
    [InlineData("client_credentials", "right", LoginTenant.PortalScope, 500011)]
    [InlineData("client_credentials", "right", LoginTenant.PortalScope + " " + LoginTenant.GraphScope, 70011)]
    [InlineData("client_credentials", "right", LoginTenant.GraphScope + " https://graph.microsoft.com/User.Read", 70011)]
    [InlineData("urn:ietf:params:oauth:grant-type:saml2-bearer", "right", LoginTenant.GraphScope, 70003)]
    [InlineData(null, "right", LoginTenant.GraphScope, 900144)]
    public async Task A_secret_client_is_refused_for_each_reason(string? grant, string? secret, string? scope, int code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string right) = await login.AddSecretClientAsync();
        Answer answer = await login.PostTokenAsync(
            ("grant_type", grant ?? ""), ("client_id", id), ("client_secret", secret == "right" ? right : secret ?? ""), ("scope", scope ?? ""));
        HasCode(answer, code);
    }

    [Fact]
    public async Task A_secret_may_come_in_the_header()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string secret) = await login.AddSecretClientAsync();
        string pair = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{id}:{Uri.EscapeDataString(secret)}"));
        login.Http.DefaultRequestHeaders.Authorization = new("Basic", pair);
        HasCode(await login.PostTokenAsync(("grant_type", "client_credentials"), ("scope", LoginTenant.GraphScope)), 0);
    }

    [Theory]
    [InlineData("fabrikam.example", 90002)]
    [InlineData("00000000-0000-0000-0000-000000000001", 90002)]
    [InlineData("organizations", 50059)]
    [InlineData("contoso.onmicrosoft.com", 0)]
    public async Task The_tenant_in_the_address_counts(string tenant, int code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string secret) = await login.AddSecretClientAsync();
        HasCode(
            await login.PostFormAsync(
                $"/{tenant}/oauth2/v2.0/token", ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), ("scope", LoginTenant.GraphScope)),
            code);
    }

    [Fact]
    public async Task A_public_client_has_no_secret_and_no_token_of_its_own()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string, string) client = ("client_id", LoginTenant.CommandLineTools);
        (string, string) grant = ("grant_type", "client_credentials");
        (string, string) scope = ("scope", LoginTenant.GraphScope);
        HasCode(await login.PostTokenAsync(grant, client, scope, ("client_secret", "x")), 700025);
        HasCode(await login.PostTokenAsync(grant, client, scope), 7000218);
    }

    [Theory]
    [InlineData("PS256", 0)]
    [InlineData("RS256", 0)]
    [InlineData("forged", 700027)]
    [InlineData("expired", 700024)]
    [InlineData("audience", 700023)]
    [InlineData("client", 700021)]
    [InlineData("malformed", 50027)]
    [InlineData("type", 900144)]
    public async Task A_certificates_assertion_is_checked_in_every_part(string what, int code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 certificate = LoginTenant.NewCertificate();
        using X509Certificate2 forger = LoginTenant.NewCertificate();
        Answer client = await login.AddClientAsync(new { kind = "certificate", certificatePem = certificate.ExportCertificatePem() });
        string id = client["clientId"];
        string audience = $"{login.Login}/{login.TenantId}/oauth2/v2.0/token";
        string assertion = what switch
        {
            "RS256" => Jwt.Signed(certificate, id, audience, algorithm: "RS256"),
            "forged" => Jwt.Signed(forger, id, audience, named: certificate),
            "expired" => Jwt.Signed(certificate, id, audience, expiresIn: -600),
            "audience" => Jwt.Signed(certificate, id, "https://login.example/token"),
            "client" => Jwt.Signed(certificate, Guid.NewGuid().ToString(), audience),
            "malformed" => "abc",
            _ => Jwt.Signed(certificate, id, audience),
        };
        Answer answer = await login.PostTokenAsync(
            ("grant_type", "client_credentials"), ("client_id", id), ("scope", LoginTenant.GraphScope),
            ("client_assertion", assertion), ("client_assertion_type", what == "type" ? "" : JwtBearer));
        HasCode(answer, code);
    }

    [Theory]
    [InlineData("https://ci.example", "job", "api://AzureADTokenExchange", 600, 0)]
    [InlineData("https://else.example", "job", "api://AzureADTokenExchange", 600, 700211)]
    [InlineData("https://ci.example", "job", "https://graph.microsoft.com", 600, 700212)]
    [InlineData("https://ci.example", "other", "api://AzureADTokenExchange", 600, 700213)]
    [InlineData("https://ci.example", "job", "api://AzureADTokenExchange", -600, 700024)]
    public async Task A_federated_assertion_must_match_the_record(string issuer, string subject, string audience, int expiresIn, int code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 key = LoginTenant.NewCertificate();
        Answer client = await login.AddClientAsync(
            new { kind = "federated", issuer = "https://ci.example", subject = "job", certificatePem = key.ExportCertificatePem() });
        HasCode(await FederatedAsync(login, client, Jwt.Federated(key, issuer, subject, audience, expiresIn)), code);
    }

    [Fact]
    public async Task A_federated_issuers_signature_is_always_checked()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        using X509Certificate2 issuer = LoginTenant.NewCertificate();
        Answer client = await login.AddClientAsync(
            new { kind = "federated", issuer = "job", subject = "job", certificatePem = issuer.ExportCertificatePem() });
        using X509Certificate2 another = LoginTenant.NewCertificate();
        HasCode(await FederatedAsync(login, client, Jwt.Federated(issuer, "job", "job")), 0);
        HasCode(await FederatedAsync(login, client, Jwt.Federated(another, "job", "job")), 700027);
        HasCode(await FederatedAsync(login, client, Jwt.Federated(issuer, "job", "job") + "AAAA"), 700027);
    }

    [Theory]
    [InlineData(TestTenant.Adele, "", 0)]
    [InlineData(TestTenant.Adele, "wrong", 50126)]
    [InlineData("nobody@contoso.onmicrosoft.com", "x", 50034)]
    [InlineData("former@contoso.onmicrosoft.com", "", 50057)]
    [InlineData("new", "wrong", 50126)]
    [InlineData("new", TestTenant.GoodPassword, 50055)]
    public async Task A_users_password_is_checked(string user, string password, int code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        _ = await login.Tenant.CreateUserAsync();
        HasCode(
            await login.PostTokenAsync(
                ("grant_type", "password"), ("client_id", LoginTenant.CommandLineTools), ("scope", LoginTenant.GraphScope),
                ("username", user == "new" ? "MonicaT@contoso.onmicrosoft.com" : user), ("password", password)),
            code);
    }

    [Theory]
    [InlineData("User.Read", 0)]
    [InlineData("https://graph.microsoft.com/user.read", 0)]
    [InlineData("User.Read Mail.Send", 65001)]
    [InlineData(LoginTenant.PortalScope, 65002)]
    public async Task Scopes_without_consent_are_refused(string scope, int code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer client = await login.AddClientAsync(new { kind = "public", scopes = new[] { "User.Read" } });
        Answer answer = await login.PostTokenAsync(
            ("grant_type", "password"), ("client_id", client["clientId"]), ("scope", scope), ("username", TestTenant.Adele));
        HasCode(answer, code);
        if (code == 0)
        {
            Assert.Equal(scope, answer["scope"]);
            Assert.Equal("User.Read", Jwt.ClaimsOf(answer["access_token"]).GetProperty("scp").GetString(), ignoreCase: true);
        }
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_400()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        HasCode(await login.PostTokenAsync([.. Enumerable.Range(0, 2000).Select(number => ($"field{number}", "x"))]), 9002313);
    }

    [Fact]
    public async Task A_fault_answers_503_with_the_services_body()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        await login.Tenant.FaultAsync("token-unavailable", 1);
        HasCode(await login.PostTokenAsync(("grant_type", "x")), 90033, 503);
        HasCode(await login.PostTokenAsync(("grant_type", "x")), 900144);
    }

    [Fact]
    public async Task Nothing_but_sign_in_is_served_there_and_sign_in_nowhere_else()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        HasCode(await login.GetAsync("/v1.0/users"), 90130, 404);
        HasCode(await login.GetAsync("/_sandbox"), 90130, 404);
        Assert.NotEqual(200, (await login.Tenant.PostAsync($"/{login.TenantId}/oauth2/v2.0/token", null)).Status);
    }

    [Theory]
    [InlineData("""{"kind":"nonsense"}""")]
    [InlineData("""{"kind":"ManagedIdentity"}""")]
    [InlineData("""{"kind":"certificate"}""")]
    [InlineData("""{"kind":"certificate","certificatePem":"x"}""")]
    [InlineData("""{"kind":"federated","issuer":"x"}""")]
    [InlineData("""{"kind":"federated","issuer":"x","subject":"y"}""")]
    [InlineData("""{"kind":"secret","often":1}""")]
    public async Task A_client_that_cannot_be_is_not_made(string body)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync("/_sandbox/clients", body)).Is(400);
    }

    [Fact]
    public async Task No_secret_is_in_any_log()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string secret) = await login.AddSecretClientAsync();
        Answer answer = await login.PostTokenAsync(
            ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), ("scope", LoginTenant.GraphScope));
        HasCode(answer, 0);
        string requests = (await login.Tenant.GetAsync("/_sandbox/requests")).Is(200).Text;
        string signIns = (await login.Tenant.GetAsync("/_sandbox/signins")).Is(200).Text;
        Assert.DoesNotContain("oauth2", requests, StringComparison.Ordinal);
        Assert.Contains(id, signIns, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, signIns, StringComparison.Ordinal);
        Assert.DoesNotContain(answer["access_token"], signIns, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await login.Tenant.GetAsync("/_sandbox")).Text, StringComparison.Ordinal);
    }

    internal static void HasCode(Answer answer, int code, int? status = null)
    {
        if (code == 0)
        {
            _ = answer.Is(200);
            return;
        }

        Assert.True(
            answer.Json.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Json.TryGetProperty("error_codes", out System.Text.Json.JsonElement codes)
                && codes[0].GetInt32() == code,
            $"expected AADSTS{code}, got {answer.Text}");
        _ = answer.Is(status ?? (answer["error"] == "invalid_client" ? 401 : 400));
    }

    private static Task<Answer> FederatedAsync(LoginTenant login, Answer client, string assertion) => login.PostTokenAsync(
        ("grant_type", "client_credentials"), ("client_id", client["clientId"]), ("scope", LoginTenant.GraphScope),
        ("client_assertion", assertion), ("client_assertion_type", JwtBearer));
}
