using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>A tenant whose sign-in service is used over real HTTPS, trusting exactly the certificate of discovery.</summary>
internal sealed class LoginTenant : IAsyncDisposable
{
    public const string GraphScope = "https://graph.microsoft.com/.default";
    public const string PortalScope = "74658136-14ec-4630-ad9b-26e160ff0fc6/.default";
    public const string CommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    public const string AzurePowerShell = "1950a258-227b-4e31-a9cf-717495945fc2";

    private readonly HttpClient _http;

    private LoginTenant(TestTenant tenant, string login, string certificateSha256, string tenantId)
    {
        (Tenant, Login, TenantId) = (tenant, login, tenantId);
        _http = new HttpClient(new HttpClientHandler
        {
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
                certificate?.GetCertHashString(HashAlgorithmName.SHA256) == certificateSha256,
        });
    }

    public TestTenant Tenant { get; }

    public string Login { get; }

    public string TenantId { get; }

    public HttpClient Http => _http;

    public static async Task<LoginTenant> StartAsync(SandboxOptions? options = null)
    {
        TestTenant tenant = await TestTenant.StartAsync(options);
        Answer discovery = (await tenant.GetAsync("/_sandbox")).Is(200);
        return new LoginTenant(tenant, discovery["login"], discovery["loginCertificateSha256"], discovery["tenantId"]);
    }

    /// <summary>Options of any credential: this authority, this transport, no look at the public login host, no retries.</summary>
    public T Options<T>() where T : TokenCredentialOptions, new()
    {
        T options = new() { AuthorityHost = new Uri(Login), Transport = new HttpClientTransport(_http) };
        options.Retry.MaxRetries = 0;

        // Every options class has this property, but no base class does.
        typeof(T).GetProperty("DisableInstanceDiscovery")?.SetValue(options, true);
        return options;
    }

    public async Task<(string Id, string Secret)> AddSecretClientAsync(params string[] roles)
    {
        Answer client = await AddClientAsync(new { kind = "secret", name = "Runbook", roles = roles.Length == 0 ? null : roles });
        return (client["clientId"], client["secret"]);
    }

    public async Task<Answer> AddClientAsync(object client) => (await Tenant.PostAsync("/_sandbox/clients", client)).Is(200);

    public Task<Answer> ApproveAsync(string userCode, string? user = null, bool approve = true) =>
        Tenant.PostAsync($"/_sandbox/devicecodes/{userCode}", new { user, approve });

    /// <summary>A device code credential whose user does as told, by the user code.</summary>
    public DeviceCodeCredential Device(Func<string, Task> decide, string clientId = CommandLineTools)
    {
        DeviceCodeCredentialOptions options = Options<DeviceCodeCredentialOptions>();
        (options.ClientId, options.TenantId) = (clientId, TenantId);
        options.DeviceCodeCallback = (code, _) => decide(code.UserCode);
        return new DeviceCodeCredential(options);
    }

    public static async Task<string> TokenAsync(TokenCredential credential, string scope = GraphScope) =>
        (await credential.GetTokenAsync(new TokenRequestContext([scope]), TestContext.Current.CancellationToken)).Token;

    /// <summary>The text of a refusal, with what the service said.</summary>
    public static async Task<string> RefusalAsync(TokenCredential credential, string scope = GraphScope) =>
        (await Assert.ThrowsAsync<AuthenticationFailedException>(() => TokenAsync(credential, scope))).ToString();

    public async Task<Answer> PostFormAsync(string path, params (string Name, string Value)[] fields)
    {
        using FormUrlEncodedContent form = new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await AnswerAsync(await _http.PostAsync(new Uri(Login + path), form, TestContext.Current.CancellationToken));
    }

    public async Task<Answer> GetAsync(string path) =>
        await AnswerAsync(await _http.GetAsync(new Uri(Login + path), TestContext.Current.CancellationToken));

    public Task<Answer> PostTokenAsync(params (string Name, string Value)[] fields) => PostFormAsync($"/{TenantId}/oauth2/v2.0/token", fields);

    public async Task<IReadOnlyList<string?>> GrantsAsync() =>
        [.. (await Tenant.GetAsync("/_sandbox/signins")).Is(200).Value.Select(entry => entry.GetProperty("grant").GetString())];

    public static X509Certificate2 NewCertificate(int days = 30)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=Runbook", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(days));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Tenant.DisposeAsync();
    }

    private static async Task<Answer> AnswerAsync(HttpResponseMessage response)
    {
        using (response)
        {
            string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
            return new Answer((int)response.StatusCode, isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default, text, response.Headers);
        }
    }
}
