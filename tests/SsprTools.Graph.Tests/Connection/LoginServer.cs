using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>
/// Stands for every host of every cloud, over real HTTPS: <see cref="Handler"/> leads each name to this one listener and trusts its one
/// certificate. So Azure.Identity's own code runs whole, and the test sees which host was asked for what.
/// </summary>
internal sealed class LoginServer : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private int _issued;

    private LoginServer()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=sspr-test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Every request: verb, host and path; then what was sent as a form.</summary>
    public ConcurrentQueue<(string Line, Dictionary<string, string> Form, string? Bearer)> Requests { get; } = [];

    public IEnumerable<string> Lines => Requests.Select(request => request.Line);

    /// <summary>How long a token lives, as the service says.</summary>
    public int Lifetime { get; set; } = 3600;

    /// <summary>Answers a token request in another way than with a token.</summary>
    public Func<Dictionary<string, string>, (int Status, string Body)?> Refuse { get; set; } = _ => null;

    /// <summary>Answers an API request; 200 with an empty list when it has nothing.</summary>
    public Func<HttpContext, Task<bool>> Api { get; set; } = _ => Task.FromResult(false);

    /// <summary>No connection to it comes about.</summary>
    public bool IsDown { get; set; }

    /// <summary>What a token request waits for before it is answered.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public bool AppOnly { get; set; }

    /// <summary>The tenant in tokens for an audience that is not Graph's.</summary>
    public string PortalTenant { get; set; } = Tenant;

    public HttpMessageHandler Handler { get; private set; } = null!;

    public static async Task<LoginServer> StartAsync()
    {
        var server = new LoginServer();
        await server._app.StartAsync();
        var address = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        server.Handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (_, stop) =>
            {
                if (server.IsDown)
                {
                    throw new HttpRequestException("no route");
                }

                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == server._certificate.GetCertHashString(),
            },
        };
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Handler.Dispose();
        _certificate.Dispose();
    }

    /// <summary>A token with Entra's claims; nobody here checks its signature.</summary>
    public string Token(string audience, bool appOnly)
    {
        var claims = new Dictionary<string, object>
        {
            ["aud"] = audience,
            ["tid"] = audience.Contains("graph", StringComparison.Ordinal) ? Tenant : PortalTenant,
            ["oid"] = "99999999-0000-0000-0000-000000000001",
            ["appid"] = "app",
            ["idtyp"] = appOnly ? "app" : "user",
            ["exp"] = DateTimeOffset.UtcNow.AddSeconds(Lifetime).ToUnixTimeSeconds(),
            ["n"] = Interlocked.Increment(ref _issued),
        };
        if (appOnly)
        {
            claims["roles"] = new[] { "User.Read.All" };
        }
        else
        {
            claims["scp"] = "User.Read.All AuditLog.Read.All";
            claims["upn"] = "admin@contoso.com";
            claims["wids"] = new[] { "62e90394-69f5-4237-9190-012177145e10" };
        }

        return $"{Base64Url("{\"alg\":\"none\"}")}.{Base64Url(JsonSerializer.Serialize(claims))}.c2lnbmF0dXJl";
    }

    public static string Error(string error, int code, string text) => JsonSerializer.Serialize(new
    {
        error,
        error_description = $"AADSTS{code}: {text} Trace ID: t Correlation ID: c Timestamp: 2026-08-20 10:11:12Z",
        error_codes = new[] { code },
        timestamp = "2026-08-20 10:11:12Z",
        trace_id = "00000000-0000-0000-0000-00000000000a",
        correlation_id = "00000000-0000-0000-0000-00000000000b",
    });

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var form = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString())
            : context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Requests.Enqueue(($"{context.Request.Method} {context.Request.Host.Host}{path}", form, context.Request.Headers.Authorization));
        switch (path.Split('/').Last())
        {
            case "instance":
                var host = context.Request.Host.Host;
                await Json(context, 200, JsonSerializer.Serialize(new Dictionary<string, object>
                {
                    ["tenant_discovery_endpoint"] = $"https://{host}/{Tenant}/v2.0/.well-known/openid-configuration",
                    ["api-version"] = "1.1",
                    ["metadata"] = new[] { new { preferred_network = host, preferred_cache = host, aliases = new[] { host } } },
                }));
                break;
            case "devicecode":
                await Json(context, 200, """
                    {"device_code":"dc","user_code":"ABCD1234","verification_uri":"https://login.example/device","expires_in":900,"interval":1,
                     "message":"To sign in, open https://login.example/device and enter the code ABCD1234."}
                    """);
                break;
            case "token":
                await TokenAsync(context, form);
                break;
            default:
                if (!await Api(context))
                {
                    await Json(context, 200, """{"value":[]}""");
                }

                break;
        }
    }

    private async Task TokenAsync(HttpContext context, Dictionary<string, string> form)
    {
        await Task.WhenAny(Hold, Task.Delay(Timeout.Infinite, context.RequestAborted));
        if (Refuse(form) is { } refusal)
        {
            await Json(context, refusal.Status, refusal.Body);
            return;
        }

        // A managed identity's endpoint is asked for a resource, the sign-in service for a scope.
        var wanted = form.GetValueOrDefault("resource") ?? form["scope"].Split(' ').First(scope => scope.Contains('/', StringComparison.Ordinal));
        var audience = wanted[..(wanted.LastIndexOf('/') is > 8 and var end ? end : wanted.Length)];
        var person = form.GetValueOrDefault("grant_type") is "authorization_code" or "refresh_token" or "device_code";
        var answer = new Dictionary<string, object>
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = Lifetime,
            ["expires_on"] = DateTimeOffset.UtcNow.AddSeconds(Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["access_token"] = Token(audience, AppOnly || !person),
        };
        if (person)
        {
            answer["refresh_token"] = "refresh-secret";
            answer["client_info"] = Base64Url($$"""{"uid":"99999999-0000-0000-0000-000000000001","utid":"{{Tenant}}"}""");
        }

        await Json(context, 200, JsonSerializer.Serialize(answer));
    }

    private static Task Json(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    private static string Base64Url(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
