using System.Text.Json;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Connection;

/// <summary>
/// One tenant's connection. It is an object, not a process-wide fact: several live side by side, and every command says which
/// tenant it works on. Safe for use by several threads.
/// </summary>
public sealed class SsprConnection : IDisposable
{
    private readonly HttpClient _graphHttp;
    private readonly HttpClient? _portalHttp;
    private readonly Lazy<GraphServiceClient> _directory;
    private bool _disposed;

    private SsprConnection(CloudEnvironment environment, string authType, HttpClient graphHttp, HttpClient? portalHttp, TokenClaims claims)
    {
        Cloud = environment;
        AuthType = authType;
        TenantId = claims.TenantId ?? "";
        Account = claims.Account ?? claims.ApplicationId;
        Scopes = claims.Scopes;
        IsAppOnly = claims.IsAppOnly;
        ExpiresOn = claims.ExpiresOn;
        _graphHttp = graphHttp;
        _portalHttp = portalHttp;
        // Loading the Graph SDK takes a quarter of a second, which reads of the registration report need not pay.
        _directory = new(() => new GraphServiceClient(_graphHttp, new AnonymousAuthenticationProvider(), new Uri(_graphHttp.BaseAddress!, "v1.0").ToString()));
    }

    /// <summary>The signed-in user's UPN or the app's id; <see langword="null"/> if the token does not say.</summary>
    public string? Account { get; }

    /// <summary>The tenant's id; empty if the token does not say.</summary>
    public string TenantId { get; }

    /// <summary>The cloud's name: Global, USGov, USGovDoD, China, or Sandbox.</summary>
    public string Environment => Cloud.Name;

    /// <summary>How the sign-in was done: AccessToken, Sandbox.</summary>
    public string AuthType { get; }

    /// <summary>Delegated scopes, or application roles when <see cref="IsAppOnly"/>.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary><see langword="null"/>: the token does not say.</summary>
    public bool? IsAppOnly { get; }

    /// <summary>When the current token ends, by the clock of the service that gave it.</summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>Everything seen through this connection is simulated.</summary>
    public bool IsSandbox { get; private init; }

    /// <summary>Whether the connection may use the undocumented API that the Entra portal itself calls.</summary>
    public bool PortalApi => _portalHttp is not null;

    /// <summary>The addresses of the connected cloud.</summary>
    public CloudEnvironment Cloud { get; }

    /// <summary>When the connection was made.</summary>
    public DateTimeOffset ConnectedAt { get; private init; }

    internal ServiceClock Clock { get; private init; } = new(TimeProvider.System);

    internal HttpClient GraphHttp
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _graphHttp;
        }
    }

    /// <summary>The Graph SDK over the same pipeline; for directory work, not for long reads.</summary>
    internal GraphServiceClient Directory
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _directory.Value;
        }
    }

    internal HttpClient PortalHttp => _portalHttp ?? throw new SsprException(
        SsprErrorId.PortalApiNotEnabled,
        "The SSPR policy has no public API, and this connection does not use the one that the Entra portal itself calls.",
        "Connect with -PortalApi and a delegated sign-in as Authentication Policy Administrator, or set the policy in the Entra admin center.");

    /// <summary>A connection that uses a token which the caller got elsewhere, for example from <c>Get-AzAccessToken</c>.</summary>
    /// <param name="token">A Microsoft Graph access token.</param>
    /// <param name="environment">The cloud that the token is for.</param>
    /// <param name="clock">Time, for waits; the system's when absent.</param>
    /// <param name="socket">The innermost handler, for tests; the network when absent.</param>
    public static SsprConnection FromAccessToken(
        string token, CloudEnvironment environment, TimeProvider? clock = null, HttpMessageHandler? socket = null)
    {
        var time = new ServiceClock(clock ?? TimeProvider.System);
        var http = HttpPipeline.Create(environment.Graph, new FixedTokenSource(token), time, socket);
        return new SsprConnection(environment, "AccessToken", http, null, TokenClaims.Read(token)) { Clock = time, ConnectedAt = time.Now };
    }

    /// <summary>A connection to a sandbox, which tells its addresses and tokens itself; the portal API is on.</summary>
    /// <param name="address">The sandbox's base address; it must be loopback.</param>
    /// <param name="token">A token to use instead of the sandbox's own, as <c>-AccessToken</c> would; not renewed.</param>
    /// <param name="clock">Time, for waits; the system's when absent.</param>
    /// <param name="wrap">Wraps the network handler of each API, for tests that watch the requests.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.NotASandbox"/>, <see cref="SsprErrorId.ServiceUnreachable"/></exception>
    public static async Task<SsprConnection> FromSandboxAsync(
        Uri address, string? token, TimeProvider? clock, Func<HttpMessageHandler, HttpMessageHandler>? wrap, CancellationToken cancellationToken)
    {
        var time = new ServiceClock(clock ?? TimeProvider.System);
        if (!address.IsAbsoluteUri || !address.IsLoopback)
        {
            throw SsprException.NotASandbox($"'{address}' is not a loopback address");
        }

        // Only for discovery, and kept for renewals: no token ever goes through it.
        var open = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        Task<SandboxDiscovery> Discover(CancellationToken stop) => DiscoverAsync(open, stop);
        var found = await Discover(cancellationToken).ConfigureAwait(false);
        HttpMessageHandler? Socket() => wrap?.Invoke(new SocketsHttpHandler { AllowAutoRedirect = false });

        var source = token is null
            ? new SandboxTokenSource(Discover, answer => answer.AccessToken, found.AccessToken!)
            : (ITokenSource)new FixedTokenSource(token);
        var portal = new SandboxTokenSource(Discover, answer => answer.PortalAccessToken, found.PortalAccessToken!);
        var cloud = new CloudEnvironment(
            "Sandbox", Slashed(found.Graph!), Slashed(found.Login!), Slashed(found.Portal!), found.Pages!, new(found.Pages!, "sspr"), new(found.Pages!, "ssprsetup"));
        var claims = TokenClaims.Read(token ?? found.AccessToken!);
        return new SsprConnection(
            cloud,
            "Sandbox",
            HttpPipeline.Create(cloud.Graph, source, time, Socket()),
            HttpPipeline.Create(cloud.PortalApi!, portal, time, Socket()),
            claims with { TenantId = claims.TenantId ?? found.TenantId, Account = claims.Account ?? (token is null ? found.Account : null) })
        {
            IsSandbox = true,
            Clock = time,
            ConnectedAt = time.Now,
        };
    }

    /// <summary>How the tenant is named in every question that is asked before a change.</summary>
    public override string ToString() => $"{(TenantId.Length > 0 ? TenantId : "unknown tenant")} ({Environment}, {Account ?? "unknown account"})";

    /// <summary>Forgets the tokens and closes the sockets.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _graphHttp.Dispose();
        _portalHttp?.Dispose();
    }

    private static Uri Slashed(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    private static async Task<SandboxDiscovery> DiscoverAsync(HttpClient open, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("_sandbox", UriKind.Relative));
        try
        {
            using var response = await open.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw SsprException.NotASandbox($"it answered {(int)response.StatusCode} to the question");
            }

            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var found = JsonSerializer.Deserialize(text, SandboxJson.Default.SandboxDiscovery);
            return found is { Sandbox: true, Graph.IsLoopback: true, Portal.IsLoopback: true, Login.IsLoopback: true, Pages: not null, AccessToken: not null, PortalAccessToken: not null }
                ? found
                : throw SsprException.NotASandbox("its description is incomplete or points away from this machine");
        }
        catch (HttpRequestException error)
        {
            throw ErrorHandler.Unreachable(new HttpRequestMessage(HttpMethod.Get, open.BaseAddress), error);
        }
        catch (JsonException)
        {
            throw SsprException.NotASandbox("its description is not readable");
        }
    }
}
