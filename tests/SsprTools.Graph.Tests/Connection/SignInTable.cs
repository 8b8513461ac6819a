using System.Diagnostics;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using Xunit;
using static SsprTools.Graph.Tests.Connection.SignInOutcome;
using static SsprTools.Graph.Tests.Connection.SignInWay;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>Credential x cloud x outcome, through Azure.Identity's own code and real HTTPS. <see cref="Impossible"/> says which cells there are not, and why.</summary>
[Collection(nameof(SignInBench))]
public sealed class SignInTable : SignInBench
{
    private const string Every = "every cloud";

    public static TheoryData<SignInWay, string, SignInOutcome> Cells()
    {
        var table = new TheoryData<SignInWay, string, SignInOutcome>();
        foreach (var way in Enum.GetValues<SignInWay>())
        {
            foreach (var outcome in Enum.GetValues<SignInOutcome>().Where(outcome => Impossible(way, outcome) is null))
            {
                // Nothing is reached that could tell the clouds apart, and each takes the six seconds of Azure.Identity's own retries: at once.
                foreach (var cloud in outcome == ServiceDown ? [Every] : CloudEnvironment.All.Select(cloud => cloud.Name))
                {
                    table.Add(way, cloud, outcome);
                }
            }
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Comes_to_its_outcome(SignInWay way, string cloudName, SignInOutcome outcome)
    {
        Assert.SkipWhen(way is Browser or SignInWay.AzureCli && !OperatingSystem.IsLinux(), "The stand-ins are shell scripts.");
        if (outcome == ServiceDown)
        {
            await BeUnreachableAsync(way);
            return;
        }

        var cloud = CloudEnvironment.Find(cloudName)!;
        // The token of a system-assigned identity is kept for the whole process while it has five minutes left; each cell is to ask for its own.
        Server.Lifetime = way == SystemIdentity ? 240 : 3600;
        await (outcome switch
        {
            Success => SucceedAsync(way, cloud),
            TokenExpiredInMidRun => ExpireAsync(way, cloud),
            Cancelled => CancelAsync(way, cloud),
            ConsentMissing when IsApp(way) => BeForbiddenAsync(way, cloud),
            _ => FailAsync(way, cloud, Code(way, outcome)),
        });
        RequireHostsOf(cloud, way);
    }

    [Fact]
    public void Leaves_out_only_cells_that_cannot_be()
    {
        var left = Enum.GetValues<SignInWay>().SelectMany(way => Enum.GetValues<SignInOutcome>().Select(outcome => Impossible(way, outcome))).Count(reason => reason is not null);
        var down = Enum.GetValues<SignInWay>().Count(way => Impossible(way, ServiceDown) is null);
        Assert.Equal(((12 * 8) - left - down) * CloudEnvironment.All.Count + down, Cells().Count);
        Assert.Equal(16, left);
        Assert.All(Enum.GetValues<SignInWay>(), way => Assert.Null(Impossible(way, Success)));
    }

    /// <summary>Why there is no such cell; <see langword="null"/>: there is.</summary>
    private static string? Impossible(SignInWay way, SignInOutcome outcome) => (way, outcome) switch
    {
        (Browser or DeviceCode, WrongSecret) => "A wrong password is told to the person on the service's page; the program never hears of it.",
        (SystemIdentity or UserIdentity, WrongSecret) => "A managed identity has no secret that could be wrong.",
        (SystemIdentity or UserIdentity, UnknownTenant) => "A managed identity is asked for in no tenant: it has one.",
        (SystemIdentity, UnknownApp) => "A system-assigned identity is asked for without a name.",
        (SignInWay.AzureCli, WrongSecret or UnknownApp) => "Azure CLI signs in by itself, before; what it says is shown, see UnknownTenant.",
        (AccessToken, WrongSecret or UnknownTenant or UnknownApp) => "A token is taken as it is; whether it is good shows at the first request, see TokenExpiredInMidRun.",
        (AccessToken, Cancelled) => "Nothing is waited for.",
        (SignInWay.AzureCli, ConsentMissing) => "Consent was given or not when Azure CLI signed in.",
        (SystemIdentity or UserIdentity, ServiceDown) => "The machine's endpoint is asked, not the service: see Where_there_is_nothing_to_sign_in_with.",
        _ => null,
    };

    private async Task SucceedAsync(SignInWay way, CloudEnvironment cloud)
    {
        using var connection = await SignInByAsync(way, cloud);
        await GetAsync(connection, "v1.0/users");

        Assert.Equal(way == AccessToken ? "AccessToken" : Kind(way).ToString(), connection.AuthType);
        Assert.Equal(cloud.Name, connection.Environment);
        Assert.Equal(LoginServer.Tenant, connection.TenantId);
        Assert.Equal(IsApp(way), connection.IsAppOnly);
        Assert.True(connection.ExpiresOn > DateTimeOffset.UtcNow.AddSeconds(Server.Lifetime / 2));
        Assert.Equal($"GET {cloud.Graph.Host}/v1.0/users", Server.Lines.Last());

        // What the cloud lacks is not sent.
        var requests = Server.Requests.Count;
        foreach (var gap in cloud.Lacks)
        {
            using var request = new HttpRequestMessage(new HttpMethod(gap.Method), new Uri("v1.0/" + gap.Path, UriKind.Relative));
            var refused = await Assert.ThrowsAsync<SsprException>(() => connection.GraphHttp.SendAsync(request, Stop));
            Assert.Equal(SsprErrorId.NotInThisCloud, refused.ErrorId);
        }

        Assert.Equal(requests, Server.Requests.Count);
    }

    private async Task ExpireAsync(SignInWay way, CloudEnvironment cloud)
    {
        using var connection = await SignInByAsync(way, cloud);
        string? refused = null;
        Server.Api = context => RefuseFirst(context, ref refused, null);
        if (way == AccessToken)
        {
            var error = await Assert.ThrowsAsync<GraphException>(() => GetAsync(connection, "v1.0/users"));
            Assert.Equal(SsprErrorId.AccessTokenExpired, error.ErrorId);
            return;
        }

        await GetAsync(connection, "v1.0/users");

        var tokens = Server.Requests.Where(request => request.Line.EndsWith("/v1.0/users", StringComparison.Ordinal)).Select(request => request.Bearer).ToList();
        Assert.Equal(2, tokens.Count);
        Assert.NotEqual(tokens[0], tokens[1]);
    }

    private async Task CancelAsync(SignInWay way, CloudEnvironment cloud)
    {
        using var stop = new CancellationTokenSource();
        Server.Hold = Task.Delay(Timeout.Infinite, stop.Token);
        var connecting = SignInByAsync(way, cloud, stop);
        if (way == SignInWay.AzureCli)
        {
            await UntilAsync(() => File.Exists(Path.Combine(Folder, "az-waits")));
        }
        else
        {
            await UntilAsync(() => Server.Lines.Any(line => line.EndsWith("/token", StringComparison.Ordinal)));
        }

        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(10), Stop));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    private async Task BeUnreachableAsync(SignInWay way)
    {
        if (way is not (Browser or SignInWay.AzureCli))
        {
            await Task.WhenAll(CloudEnvironment.All.Select(cloud => FailAsync(way, cloud, null)));
            return;
        }

        // There is one person, and one az on the PATH: the next cloud would put another in its place while this one's is being started.
        foreach (var cloud in CloudEnvironment.All)
        {
            await FailAsync(way, cloud, null);
        }
    }

    private async Task BeForbiddenAsync(SignInWay way, CloudEnvironment cloud)
    {
        // Without consent an app gets a token, only without roles; Graph then refuses. Source of the body: facts/graph.md 5.4.
        using var connection = await SignInByAsync(way, cloud);
        Server.Api = async context =>
        {
            context.Response.StatusCode = 403;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("""{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}"""u8.ToArray(), Stop);
            return true;
        };
        var error = await Assert.ThrowsAsync<GraphException>(() => GetAsync(connection, "v1.0/users"));
        Assert.Equal(SsprErrorId.PermissionMissing, error.ErrorId);
    }

    /// <param name="code">What the service answers; <see langword="null"/>: nothing, it is not to be reached.</param>
    private async Task FailAsync(SignInWay way, CloudEnvironment cloud, int? code)
    {
        Server.IsDown = code is null;
        Server.Refuse = way == UserIdentity
            ? _ => (400, """{"statusCode":400,"message":"No User Assigned or Delegated Managed Identity found for specified ClientId."}""")
            : _ => (401, LoginServer.Error(code == 65001 ? "invalid_grant" : "invalid_client", code ?? 0, $"Not with {Secret}."));

        SsprException error;
        if (way == AccessToken)
        {
            using var connection = await SignInByAsync(way, cloud);
            error = await Assert.ThrowsAnyAsync<SsprException>(() => GetAsync(connection, "v1.0/users"));
        }
        else
        {
            error = await Assert.ThrowsAnyAsync<SsprException>(() => SignInByAsync(way, cloud, azFails: true));
        }

        Assert.Equal(code is null && way != SignInWay.AzureCli ? SsprErrorId.ServiceUnreachable : SsprErrorId.SignInFailed, error.ErrorId);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
        if (code is not null && way is not (UserIdentity or SignInWay.AzureCli))
        {
            Assert.Contains($"AADSTS{code}", error.Message, StringComparison.Ordinal);
        }
    }

    private static int Code(SignInWay way, SignInOutcome outcome) => outcome switch
    {
        WrongSecret => way switch
        {
            Certificate or PfxFile or PemFile => 700027,
            SignInWay.WorkloadIdentity => 700213,
            _ => 7000215,
        },
        UnknownTenant => 90002,
        UnknownApp => 700016,
        _ => 65001,
    };

    private static bool IsApp(SignInWay way) => way is not (Browser or DeviceCode or SignInWay.AzureCli);

    private static SignInKind Kind(SignInWay way) => way switch
    {
        Browser => SignInKind.Interactive,
        DeviceCode => SignInKind.DeviceCode,
        ClientSecret => SignInKind.ClientSecret,
        Certificate or PfxFile or PemFile => SignInKind.Certificate,
        SystemIdentity or UserIdentity => SignInKind.ManagedIdentity,
        SignInWay.WorkloadIdentity => SignInKind.WorkloadIdentity,
        SignInWay.Environment => SignInKind.Environment,
        _ => SignInKind.AzureCli,
    };

    private async Task<SsprConnection> SignInByAsync(SignInWay way, CloudEnvironment cloud, CancellationTokenSource? stop = null, bool azFails = false)
    {
        if (way == AccessToken)
        {
            return SsprConnection.FromAccessToken(Server.Token(cloud.Graph.GetLeftPart(UriPartial.Authority), appOnly: true), cloud, socket: Server.Handler);
        }

        if (OperatingSystem.IsLinux() && way == SignInWay.AzureCli && (azFails || stop is not null))
        {
            Prepare(SignInKind.AzureCli);
            PutOnPath("az", azFails ? "echo 'ERROR: AADSTS90002: Tenant not found.' >&2; exit 1" : $"touch {Folder}/az-waits; exec sleep 60");
            return await SsprConnection.SignInAsync(Of(SignInKind.AzureCli), cloud, null, null, Server.Handler, stop?.Token ?? Stop);
        }

        // Not disposed: the connection renews its token with it.
        var certificate = way switch
        {
            PfxFile => CertificateFile.Load(Write("app.pfx", AppCertificate.Export(X509ContentType.Pfx, "pfx-Pa55")), Secure("pfx-Pa55")),
            PemFile => CertificateFile.Load(
                Write("app.pem", System.Text.Encoding.ASCII.GetBytes($"{AppCertificate.ExportCertificatePem()}\n{AppCertificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n")), null),
            _ => AppCertificate,
        };
        if (way != SystemIdentity)
        {
            return await ConnectAsync(Of(Kind(way), certificate: certificate), cloud, stop);
        }

        return await ConnectAsync(new SignIn { Kind = SignInKind.ManagedIdentity }, cloud, stop);
    }

    private static async Task GetAsync(SsprConnection connection, string path) =>
        (await connection.GraphHttp.GetAsync(new Uri(path, UriKind.Relative), Stop)).Dispose();

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static SecureString Secure(string text) => new System.Net.NetworkCredential("", text).SecurePassword;

    // Whatever came of it: no other cloud's host was asked for anything, and what was asked for is this cloud's Graph.
    private void RequireHostsOf(CloudEnvironment cloud, SignInWay way)
    {
        string[] allowed = [cloud.Login.Host, cloud.Graph.Host, "identity.example"];
        Assert.All(Server.Lines, line => Assert.Contains(line.Split(' ', '/')[1], allowed));
        foreach (var (line, form, _) in Server.Requests.Where(request => request.Line.EndsWith("/token", StringComparison.Ordinal)))
        {
            Assert.Contains($"https://{cloud.Graph.Host}", form.GetValueOrDefault("resource") ?? form["scope"], StringComparison.Ordinal);
            Assert.Equal(way is SystemIdentity or UserIdentity ? "identity.example" : cloud.Login.Host, line.Split(' ', '/')[1]);
        }

        if (way == SignInWay.AzureCli && File.Exists(Path.Combine(Folder, "az.log")))
        {
            Assert.All(File.ReadLines(Path.Combine(Folder, "az.log")), line => Assert.Contains($"--resource https://{cloud.Graph.Host} ", line, StringComparison.Ordinal));
        }
    }
}
