using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using SsprTools.Graph.Connection;
using Xunit;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>Credential x cloud x outcome, through Azure.Identity's own code and real HTTPS. The environment is the process's, so one at a time.</summary>
[Collection(nameof(SignInTests))]
[CollectionDefinition(nameof(SignInTests), DisableParallelization = true)]
public sealed class SignInTests : IAsyncLifetime
{
    private const string App = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string Secret = "s3cr3t-Of-The-App";

    private static readonly X509Certificate2 s_certificate = MakeCertificate();
    private readonly Dictionary<string, string?> _before = [];
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-sign-in-").FullName;
    private LoginServer _server = null!;

    public static TheoryData<SignInKind, string> Table()
    {
        var table = new TheoryData<SignInKind, string>();
        foreach (var kind in Enum.GetValues<SignInKind>())
        {
            foreach (var cloud in CloudEnvironment.All)
            {
                table.Add(kind, cloud.Name);
            }
        }

        return table;
    }

    public async ValueTask InitializeAsync() => _server = await LoginServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Signs_in_at_the_cloud_s_own_hosts_for_the_cloud_s_own_Graph(SignInKind kind, string cloudName)
    {
        Assert.SkipWhen(kind is SignInKind.Interactive or SignInKind.AzureCli && !OperatingSystem.IsLinux(), "The stand-ins are shell scripts.");
        var cloud = CloudEnvironment.Find(cloudName)!;

        using var connection = await ConnectAsync(kind, cloud);
        (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose();

        Assert.Equal(kind.ToString(), connection.AuthType);
        Assert.Equal(cloud.Name, connection.Environment);
        Assert.Equal(LoginServer.Tenant, connection.TenantId);
        Assert.Equal(IsPerson(kind), connection.IsAppOnly == false);
        Assert.True(connection.ExpiresOn > DateTimeOffset.UtcNow.AddMinutes(30));
        Assert.Equal($"GET {cloud.Graph.Host}/v1.0/users", _server.Lines.Last());
        var asked = _server.Requests.Where(request => request.Line.EndsWith("/token", StringComparison.Ordinal)).ToList();
        if (kind == SignInKind.AzureCli)
        {
            Assert.Contains($"--resource https://{cloud.Graph.Host} ", await File.ReadAllTextAsync(Path.Combine(_folder, "az.log"), Stop), StringComparison.Ordinal);
            return;
        }

        Assert.NotEmpty(asked);
        if (kind == SignInKind.ManagedIdentity)
        {
            Assert.Equal($"https://{cloud.Graph.Host}", asked.Single(request => request.Line.StartsWith("GET identity.example/", StringComparison.Ordinal)).Form["resource"]);
            return;
        }

        Assert.All(asked, request => Assert.Equal($"POST {cloud.Login.Host}/{LoginServer.Tenant}/oauth2/v2.0/token", request.Line));
        Assert.Contains($"https://{cloud.Graph.Host}/.default", asked[0].Form["scope"], StringComparison.Ordinal);
        Assert.Equal(kind is SignInKind.Interactive or SignInKind.DeviceCode ? SignIn.GraphCommandLineTools : App, asked[0].Form["client_id"]);
    }

    [Theory]
    [InlineData(SignInKind.ClientSecret, 7000215, "the client secret is wrong")]
    [InlineData(SignInKind.ClientSecret, 7000222, "the client secret has expired")]
    [InlineData(SignInKind.Certificate, 700027, "not one of the app's")]
    [InlineData(SignInKind.WorkloadIdentity, 700213, "no federated credential")]
    [InlineData(SignInKind.Environment, 700016, "does not know the app")]
    [InlineData(SignInKind.DeviceCode, 53003, "Conditional Access")]
    [InlineData(SignInKind.ClientSecret, 90002, "no such tenant")]
    [InlineData(SignInKind.ClientSecret, 123456, "Something that nobody foresaw")]
    public async Task A_refused_sign_in_says_why_in_our_words_and_never_the_secret(SignInKind kind, int code, string words)
    {
        _server.Refuse = _ => (401, LoginServer.Error("invalid_client", code, $"Something that nobody foresaw, with {Secret}."));

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(kind, CloudEnvironment.Global));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains($"AADSTS{code}", error.Message, StringComparison.Ordinal);
        Assert.Contains("00000000-0000-0000-0000-00000000000b", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Theory]
    [InlineData("authorization_declined")]
    [InlineData("expired_token")]
    public async Task A_device_code_that_is_declined_or_too_late_is_a_cancelled_sign_in(string answer)
    {
        _server.Refuse = _ => (400, $$"""{"error":"{{answer}}","error_description":"x"}""");

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global));

        Assert.Equal(SsprErrorId.SignInCancelled, error.ErrorId);
    }

    [Fact]
    public async Task Shows_the_code_before_anybody_has_entered_it_and_waits()
    {
        var pending = 0;
        _server.Refuse = _ => pending++ < 2 ? (400, """{"error":"authorization_pending","error_description":"x"}""") : null;
        SignInPrompt? shown = null;

        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, show: prompt =>
        {
            Assert.Equal(0, pending);
            shown = prompt;
        });

        Assert.Equal("ABCD1234", shown!.UserCode);
        Assert.Contains("ABCD1234", shown.Message, StringComparison.Ordinal);
        Assert.Equal(3, pending);
    }

    [Fact]
    public async Task Ends_at_once_when_it_is_stopped_while_it_waits_for_a_person()
    {
        _server.Refuse = _ => (400, """{"error":"authorization_pending","error_description":"x"}""");
        using var stop = new CancellationTokenSource();

        var connecting = ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, show: _ => stop.CancelAfter(200), stop: stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(5), Stop));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Ends_at_once_when_it_is_stopped_while_the_browser_is_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in is a shell script.");
        PutOnPath("xdg-open", "touch " + Path.Combine(_folder, "opened"));
        using var stop = new CancellationTokenSource();
        var connecting = SsprConnection.SignInAsync(new SignIn { Kind = SignInKind.Interactive }, CloudEnvironment.Global, null, null, _server.Handler, stop.Token);
        await UntilAsync(() => File.Exists(Path.Combine(_folder, "opened")));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(5), Stop));
    }

    [Fact]
    public async Task Nobody_at_the_browser_is_an_error_in_the_end()
    {
        _server.Refuse = _ => (400, """{"error":"authorization_pending","error_description":"x"}""");

        var error = await Assert.ThrowsAsync<SsprException>(() => SsprConnection.SignInAsync(
            new SignIn { Kind = SignInKind.DeviceCode, Patience = TimeSpan.FromMilliseconds(800) }, CloudEnvironment.Global, null, null, _server.Handler, Stop));

        Assert.Equal(SsprErrorId.SignInCancelled, error.ErrorId);
    }

    [Theory]
    [InlineData(SignInKind.ClientSecret)]
    [InlineData(SignInKind.DeviceCode)]
    [InlineData(SignInKind.ManagedIdentity)]
    public async Task A_refused_token_is_renewed_once_past_every_cache(SignInKind kind)
    {
        using var connection = await ConnectAsync(kind, CloudEnvironment.Global);
        string? refused = null;
        _server.Api = context => RefuseFirst(context, ref refused, null);

        (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose();

        var tokens = _server.Requests.Where(request => request.Line.EndsWith("/v1.0/users", StringComparison.Ordinal)).Select(request => request.Bearer).ToList();
        Assert.Equal(2, tokens.Count);
        Assert.NotEqual(tokens[0], tokens[1]);
    }

    [Fact]
    public async Task A_claims_challenge_is_passed_on_to_the_sign_in_service()
    {
        using var connection = await ConnectAsync(SignInKind.ClientSecret, CloudEnvironment.Global);
        string? refused = null;
        const string claims = """{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}""";
        _server.Api = context => RefuseFirst(context, ref refused, claims);

        (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose();

        var last = _server.Requests.Last(request => request.Line.EndsWith("/token", StringComparison.Ordinal));
        Assert.Contains("1604106651", last.Form["claims"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_lived_token_is_renewed_before_it_ends_and_a_person_is_not_asked_again()
    {
        _server.Lifetime = 2;
        var shown = 0;
        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, show: _ => shown++);
        for (var i = 0; i < 6; i++)
        {
            (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose();
            await Task.Delay(700, Stop);
        }

        Assert.Equal(1, shown);
        Assert.Contains(_server.Requests, request => request.Form.GetValueOrDefault("grant_type") == "refresh_token");
        var tokens = _server.Requests.Where(request => request.Line.EndsWith("/users", StringComparison.Ordinal)).Select(request => request.Bearer).Distinct();
        Assert.InRange(tokens.Count(), 2, 5);
    }

    [Fact]
    public async Task A_sign_in_that_ended_meanwhile_says_so_and_asks_nobody()
    {
        _server.Lifetime = 2;
        var shown = 0;
        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, show: _ => shown++);
        _server.Refuse = _ => (400, LoginServer.Error("invalid_grant", 50173, "Revoked."));
        await Task.Delay(2100, Stop);

        var error = await Assert.ThrowsAsync<SsprException>(() => connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
        Assert.Contains("revoked", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, shown);
    }

    [Fact]
    public async Task Many_requests_at_once_share_one_renewal()
    {
        using var connection = await ConnectAsync(SignInKind.ClientSecret, CloudEnvironment.Global);
        string? refused = null;
        _server.Api = context => RefuseFirst(context, ref refused, null);
        var before = _server.Lines.Count(line => line.EndsWith("/token", StringComparison.Ordinal));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            (await connection.GraphHttp.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop)).Dispose()));

        Assert.Equal(before + 1, _server.Lines.Count(line => line.EndsWith("/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_portal_API_takes_a_second_sign_in_by_a_client_that_is_admitted_there()
    {
        var purposes = new List<string>();
        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, portal: true, show: prompt => purposes.Add(prompt.Purpose));
        (await connection.PortalHttp.GetAsync(new Uri("api/PasswordReset/x", UriKind.Relative), Stop)).Dispose();

        Assert.True(connection.PortalApi);
        Assert.Equal(2, purposes.Count);
        Assert.Contains("portal", purposes[1], StringComparison.Ordinal);
        var second = _server.Requests.Where(request => request.Line.EndsWith("/token", StringComparison.Ordinal)).ElementAt(1).Form;
        Assert.Equal(SignInFlow.PortalClient, second["client_id"]);
        Assert.Contains(SignInFlow.PortalScope, second["scope"], StringComparison.Ordinal);
        Assert.Equal("GET main.iam.ad.ext.azure.com/api/PasswordReset/x", _server.Lines.Last());
    }

    [Fact]
    public async Task A_second_sign_in_of_another_tenant_is_refused()
    {
        _server.PortalTenant = "22222222-2222-3333-4444-555555555555";

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, portal: true));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
    }

    [Theory]
    [InlineData(SignInKind.ClientSecret)]
    [InlineData(SignInKind.Certificate)]
    [InlineData(SignInKind.ManagedIdentity)]
    [InlineData(SignInKind.WorkloadIdentity)]
    [InlineData(SignInKind.Environment)]
    public async Task The_portal_API_is_refused_to_apps_before_any_request(SignInKind kind)
    {
        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(kind, CloudEnvironment.Global, portal: true));

        Assert.Equal(SsprErrorId.PortalApiNotAvailable, error.ErrorId);
        Assert.Contains("people only", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("USGov")]
    [InlineData("USGovDoD")]
    [InlineData("China")]
    public async Task The_portal_API_is_refused_in_clouds_where_nobody_has_seen_it(string cloud)
    {
        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Find(cloud)!, portal: true));

        Assert.Equal(SsprErrorId.PortalApiNotAvailable, error.ErrorId);
        Assert.Contains(cloud, error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task The_portal_API_is_refused_to_an_app_behind_Azure_CLI()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in is a shell script.");
        _server.AppOnly = true;

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.AzureCli, CloudEnvironment.Global, portal: true));

        Assert.Equal(SsprErrorId.PortalApiNotAvailable, error.ErrorId);
    }

    [Theory]
    [InlineData(SignInKind.ManagedIdentity)]
    [InlineData(SignInKind.WorkloadIdentity)]
    [InlineData(SignInKind.Environment)]
    [InlineData(SignInKind.AzureCli)]
    public async Task Where_there_is_nothing_to_sign_in_with_it_says_what_to_set_up(SignInKind kind)
    {
        foreach (var name in new[] { "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE" })
        {
            Set(name, null);
        }

        _server.Refuse = _ => (400, """{"statusCode":400,"message":"No identity is assigned."}""");
        Set("IDENTITY_ENDPOINT", "https://identity.example/token");
        Set("IDENTITY_HEADER", "h");
        Set("PATH", _folder);

        var error = await Assert.ThrowsAsync<SsprException>(() => SsprConnection.SignInAsync(
            new SignIn { Kind = kind, ClientId = kind == SignInKind.ManagedIdentity ? Guid.NewGuid().ToString() : null }, CloudEnvironment.Global, null, null, _server.Handler, Stop));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Fact]
    public async Task A_sign_in_service_that_does_not_answer_is_unreachable()
    {
        using var dead = new SocketsHttpHandler { ConnectCallback = (_, _) => throw new HttpRequestException("no route") };

        var error = await Assert.ThrowsAsync<SsprException>(() => SsprConnection.SignInAsync(Of(SignInKind.ClientSecret), CloudEnvironment.Global, null, null, dead, Stop));

        Assert.Equal(SsprErrorId.ServiceUnreachable, error.ErrorId);
        Assert.Contains("login.microsoftonline.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_forgets_the_tokens()
    {
        var connection = await ConnectAsync(SignInKind.ClientSecret, CloudEnvironment.Global);
        var http = connection.GraphHttp;
        connection.Dispose();
        var requests = _server.Requests.Count;

        var error = Assert.Throws<SsprException>(() => connection.GraphHttp);
        await Assert.ThrowsAnyAsync<Exception>(() => http.GetAsync(new Uri("v1.0/users", UriKind.Relative), Stop));

        Assert.Equal(SsprErrorId.NotConnected, error.ErrorId);
        Assert.Equal(requests, _server.Requests.Count);
    }

    [Fact]
    public async Task Scopes_that_are_asked_for_are_those_of_the_cloud_s_Graph()
    {
        using var connection = await SsprConnection.SignInAsync(
            new SignIn { Kind = SignInKind.DeviceCode, Scopes = ["User.Read.All", "AuditLog.Read.All"] }, CloudEnvironment.USGov, null, null, _server.Handler, Stop);

        var asked = _server.Requests.First(request => request.Line.EndsWith("/devicecode", StringComparison.Ordinal)).Form["scope"].Split(' ');
        Assert.Contains("https://graph.microsoft.us/User.Read.All", asked);
        Assert.Contains("https://graph.microsoft.us/AuditLog.Read.All", asked);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static bool IsPerson(SignInKind kind) => kind is SignInKind.Interactive or SignInKind.DeviceCode or SignInKind.AzureCli;

    private static Task<bool> RefuseFirst(HttpContext context, ref string? refused, string? claims)
    {
        var token = context.Request.Headers.Authorization.ToString();
        if (Interlocked.CompareExchange(ref refused, token, null) is { } first && first != token)
        {
            return Task.FromResult(false);
        }

        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = claims is null
            ? "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\""
            : $"Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(claims))}\"";
        return Task.FromResult(true);
    }

    private static SignIn Of(SignInKind kind, bool portal = false, Action<SignInPrompt>? show = null) => new()
    {
        Kind = kind,
        TenantId = kind is SignInKind.ManagedIdentity or SignInKind.Environment ? null : LoginServer.Tenant,
        // A managed identity's tokens are kept for the whole process, by identity: each test has one of its own.
        ClientId = kind == SignInKind.ManagedIdentity ? Guid.NewGuid().ToString() : kind is SignInKind.ClientSecret or SignInKind.Certificate or SignInKind.WorkloadIdentity ? App : null,
        ClientSecret = kind == SignInKind.ClientSecret ? Secret : null,
        Certificate = kind == SignInKind.Certificate ? s_certificate : null,
        PortalApi = portal,
        Patience = TimeSpan.FromSeconds(60),
        Show = prompt =>
        {
            show?.Invoke(prompt);
            return Task.CompletedTask;
        },
    };

    private async Task<SsprConnection> ConnectAsync(
        SignInKind kind, CloudEnvironment cloud, bool portal = false, Action<SignInPrompt>? show = null, CancellationTokenSource? stop = null)
    {
        // With all of these a managed identity would be taken for a workload's.
        var described = kind is SignInKind.WorkloadIdentity or SignInKind.Environment;
        Set("AZURE_TENANT_ID", described ? LoginServer.Tenant : null);
        Set("AZURE_CLIENT_ID", described ? App : null);
        Set("AZURE_CLIENT_SECRET", described ? Secret : null);
        Set("AZURE_FEDERATED_TOKEN_FILE", described ? Path.Combine(_folder, "federated") : null);
        await File.WriteAllTextAsync(Path.Combine(_folder, "federated"), "e30.e30.x", Stop);
        Set("IDENTITY_ENDPOINT", $"https://identity.example/{Guid.NewGuid():N}/token");
        Set("IDENTITY_HEADER", "header");
        if (OperatingSystem.IsLinux() && kind == SignInKind.AzureCli)
        {
            PutOnPath("az", $$"""
                echo "$@" >> {{_folder}}/az.log
                echo '{"accessToken":"{{_server.Token("https://graph.example", _server.AppOnly)}}","expiresOn":"{{DateTime.Now.AddHours(1).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}}","tokenType":"Bearer"}'
                """);
        }

        var browser = Task.CompletedTask;
        if (OperatingSystem.IsLinux() && kind == SignInKind.Interactive)
        {
            PutOnPath("xdg-open", $"echo \"$1\" > {_folder}/part; mv {_folder}/part {_folder}/url");
            browser = PersonAsync();
        }

        var connection = await SsprConnection.SignInAsync(
            Of(kind, portal, show), cloud, null, null, _server.Handler, stop?.Token ?? Stop);
        await browser;
        return connection;
    }

    /// <summary>Does what the sign-in page does: posts the code to where the program listens.</summary>
    private async Task PersonAsync()
    {
        var file = Path.Combine(_folder, "url");
        await UntilAsync(() => File.Exists(file));
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(await File.ReadAllTextAsync(file, Stop)).Query);
        Assert.NotNull(query["code_challenge"]);
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = "the-code", ["state"] = query["state"]! });
        (await http.PostAsync(query["redirect_uri"], form, Stop)).Dispose();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(10, Stop);
        }

        Assert.True(condition());
    }

    [SupportedOSPlatform("linux")]
    private void PutOnPath(string name, string script)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Set("PATH", $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}");
        Set("SUDO_USER", null);
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=sspr-app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
