using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using SsprTools.Graph.Connection;
using Xunit;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>
/// What a sign-in finds on its machine: the service of <see cref="LoginServer"/>, the environment, a browser, an Azure CLI. All of it is the
/// process's, so the tests that use it run one at a time.
/// </summary>
[Collection(nameof(SignInBench))]
[CollectionDefinition(nameof(SignInBench), DisableParallelization = true)]
public abstract class SignInBench : IAsyncLifetime
{
    private protected const string App = "aaaaaaaa-0000-0000-0000-000000000001";
    private protected const string Secret = "s3cr3t-Of-The-App";

    private readonly Dictionary<string, string?> _before = [];

    private protected static X509Certificate2 AppCertificate { get; } = MakeCertificate();

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("sspr-sign-in-").FullName;

    private protected LoginServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await LoginServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        System.IO.Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static bool NeedsScripts(SignInKind kind) => kind is SignInKind.Interactive or SignInKind.AzureCli;

    private protected static Task<bool> RefuseFirst(HttpContext context, ref string? refused, string? claims)
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

    private protected static SignIn Of(
        SignInKind kind, bool portal = false, Action<SignInPrompt>? show = null, string? app = null, X509Certificate2? certificate = null) => new()
    {
        Kind = kind,
        TenantId = kind is SignInKind.ManagedIdentity or SignInKind.Environment ? null : LoginServer.Tenant,
        // A managed identity's tokens are kept for the whole process, by identity: each test has one of its own.
        ClientId = app ?? (kind == SignInKind.ManagedIdentity ? Guid.NewGuid().ToString()
            : kind is SignInKind.ClientSecret or SignInKind.Certificate or SignInKind.WorkloadIdentity ? App : null),
        ClientSecret = kind == SignInKind.ClientSecret ? Secret : null,
        Certificate = kind == SignInKind.Certificate ? certificate ?? AppCertificate : null,
        PortalApi = portal,
        // A busy machine takes long to start the stand-ins.
        Patience = TimeSpan.FromSeconds(120),
        Show = prompt =>
        {
            show?.Invoke(prompt);
            return Task.CompletedTask;
        },
    };

    private protected Task<SsprConnection> ConnectAsync(
        SignInKind kind, CloudEnvironment cloud, bool portal = false, Action<SignInPrompt>? show = null, CancellationTokenSource? stop = null, string? app = null) =>
        ConnectAsync(Of(kind, portal, show, app), cloud, stop);

    private protected async Task<SsprConnection> ConnectAsync(SignIn signIn, CloudEnvironment cloud, CancellationTokenSource? stop = null)
    {
        Prepare(signIn.Kind);
        var connecting = SsprConnection.SignInAsync(signIn, cloud, null, null, Server.Handler, stop?.Token ?? Stop);
        if (OperatingSystem.IsLinux() && signIn.Kind == SignInKind.Interactive)
        {
            await Task.WhenAny(connecting, PersonAsync());
        }

        return await connecting;
    }

    /// <summary>Sets up what this kind of sign-in looks for, and nothing that another one would take.</summary>
    private protected void Prepare(SignInKind kind)
    {
        // With all of these a managed identity would be taken for a workload's.
        var described = kind is SignInKind.WorkloadIdentity or SignInKind.Environment;
        Set("AZURE_TENANT_ID", described ? LoginServer.Tenant : null);
        Set("AZURE_CLIENT_ID", described ? App : null);
        Set("AZURE_CLIENT_SECRET", described ? Secret : null);
        Set("AZURE_FEDERATED_TOKEN_FILE", described ? Path.Combine(Folder, "federated") : null);
        if (!File.Exists(Path.Combine(Folder, "federated")))
        {
            File.WriteAllText(Path.Combine(Folder, "federated"), "e30.e30.x");
        }

        Set("IDENTITY_ENDPOINT", $"https://identity.example/{Guid.NewGuid():N}/token");
        Set("IDENTITY_HEADER", "header");
        if (OperatingSystem.IsLinux() && kind == SignInKind.AzureCli)
        {
            PutAzureCli();
        }

        if (OperatingSystem.IsLinux() && kind == SignInKind.Interactive)
        {
            File.Delete(Path.Combine(Folder, "url"));
            PutOnPath("xdg-open", $"echo \"$1\" > {Folder}/part; mv {Folder}/part {Folder}/url");
        }
    }

    /// <summary>An Azure CLI that gives another token each time, and writes down how it was called.</summary>
    [SupportedOSPlatform("linux")]
    private void PutAzureCli()
    {
        for (var i = 1; i <= 3; i++)
        {
            File.WriteAllText(Path.Combine(Folder, $"az-token-{i}"), Server.Token("https://graph.example", Server.AppOnly));
        }

        File.Delete(Path.Combine(Folder, "az.log"));
        PutOnPath("az", $$"""
            echo "$@" >> {{Folder}}/az.log
            token=$(cat {{Folder}}/az-token-$(wc -l < {{Folder}}/az.log))
            echo "{\"accessToken\":\"$token\",\"expiresOn\":\"{{DateTime.Now.AddHours(1).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}}\",\"tokenType\":\"Bearer\"}"
            """);
    }

    /// <summary>Does what the sign-in page does: posts the code to where the program listens.</summary>
    private async Task PersonAsync()
    {
        var file = Path.Combine(Folder, "url");
        await UntilAsync(() => File.Exists(file));
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(await File.ReadAllTextAsync(file, Stop)).Query);
        Assert.NotNull(query["code_challenge"]);
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = "the-code", ["state"] = query["state"]! });
        (await http.PostAsync(query["redirect_uri"], form, Stop)).Dispose();
        // The browser stays open; what matters is whether the sign-in comes to its end.
        await Task.Delay(Timeout.Infinite, Stop);
    }

    private protected static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 9000 && !condition(); i++)
        {
            await Task.Delay(10, Stop);
        }

        Assert.True(condition());
    }

    [SupportedOSPlatform("linux")]
    private protected void PutOnPath(string name, string script)
    {
        var file = Path.Combine(Folder, name);
        // Written elsewhere and moved: a file that is still open for writing cannot be started.
        File.WriteAllText(file + ".new", "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(file + ".new", file, overwrite: true);
        Set("PATH", $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}");
        Set("SUDO_USER", null);
    }

    private protected void Set(string name, string? value)
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
