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
    private readonly HttpClient? _resetServiceHttp;
    private readonly Lazy<GraphServiceClient> _directory;
    private bool _disposed;

    private readonly ITokenSource _graphTokens;
    private readonly ITokenSource? _portalTokens;
    private readonly ITokenSource? _resetServiceTokens;

    private SsprConnection(
        CloudEnvironment environment, string authType, TokenClaims claims, ServiceClock clock, ITokenSource graph, ITokenSource? portal,
        ITokenSource? resetService, HttpMessageHandler? graphSocket, HttpMessageHandler? portalSocket, HttpMessageHandler? resetServiceSocket, RequestLimits? limits = null, RequestBudget? budget = null)
    {
        Limits = limits ?? RequestLimits.Default;
        Clock = clock;
        ConnectedAt = clock.Now;
        _graphTokens = graph;
        _portalTokens = portal;
        _resetServiceTokens = environment.ResetServiceApi is null ? null : resetService;
        // A sandbox says which budgets it keeps, and most keep none.
        budget ??= environment.Name == "Sandbox" ? null : RequestBudget.Of(claims.TenantId ?? "", claims.ApplicationId);
        _graphHttp = HttpPipeline.Create(environment.Graph, graph, clock, graphSocket, environment, budget, Limits);
        _portalHttp = portal is null ? null : HttpPipeline.Create(environment.PortalApi!, portal, clock, portalSocket, limits: Limits);
        // What it tells is a supplement: it is not waited for as the rest is.
        _resetServiceHttp = _resetServiceTokens is null ? null : HttpPipeline.Create(environment.ResetServiceApi!, _resetServiceTokens, clock, resetServiceSocket, limits: Limits with { Attempts = 2, Total = TimeSpan.FromSeconds(30), Try = TimeSpan.FromSeconds(15) });
        Cloud = environment;
        AuthType = authType;
        TenantId = claims.TenantId ?? "";
        Account = claims.Account ?? claims.ApplicationId;
        Scopes = claims.Scopes;
        IsAppOnly = claims.IsAppOnly;
        DirectoryRoles = claims.DirectoryRoles;
        ApplicationId = claims.ApplicationId;
        ObjectId = claims.ObjectId;
        // Loading the Graph SDK takes a quarter of a second, which reads of the registration report need not pay.
        _directory = new(() => new GraphServiceClient(_graphHttp, new AnonymousAuthenticationProvider(), new Uri(_graphHttp.BaseAddress!, "v1.0").ToString()));
    }

    /// <summary>The signed-in user's UPN or the app's id; <see langword="null"/> if the token does not say.</summary>
    public string? Account { get; }

    /// <summary>The tenant's id; empty if the token does not say.</summary>
    public string TenantId { get; }

    /// <summary>The cloud's name: Global, USGov, USGovDoD, China, or Sandbox.</summary>
    public string Environment => Cloud.Name;

    /// <summary>How the sign-in was done: AccessToken, Sandbox, or the name of a <see cref="SignInKind"/>.</summary>
    public string AuthType { get; }

    /// <summary>Delegated scopes, or application roles when <see cref="IsAppOnly"/>.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary><see langword="null"/>: the token does not say.</summary>
    public bool? IsAppOnly { get; }

    /// <summary>When the token at hand ends. A sign-in other than AccessToken renews it before that.</summary>
    public DateTimeOffset? ExpiresOn => _graphTokens.ExpiresOn;

    /// <summary>The app that the token was given to; <see langword="null"/>: the token does not say.</summary>
    public string? ApplicationId { get; }

    /// <summary>The signed-in user's or the service principal's object id; <see langword="null"/>: the token does not say.</summary>
    public string? ObjectId { get; }

    /// <summary>The template ids of the signed-in person's active directory roles; <see langword="null"/>: the token does not say.</summary>
    public IReadOnlyList<string>? DirectoryRoles { get; }

    /// <summary>Everything seen through this connection is simulated.</summary>
    public bool IsSandbox { get; private init; }

    /// <summary>Whether the connection may use the undocumented API that the Entra portal itself calls.</summary>
    public bool PortalApi => _portalHttp is not null;

    /// <summary>Whether the connection may try the reset service's undocumented API about administrators.</summary>
    internal bool ResetServiceApi => _resetServiceHttp is not null;

    /// <summary>The addresses of the connected cloud.</summary>
    public CloudEnvironment Cloud { get; }

    /// <summary>When the connection was made.</summary>
    public DateTimeOffset ConnectedAt { get; }

    /// <summary>The service's time, as its last answer told it.</summary>
    public DateTimeOffset Now => Clock.Now;

    internal ServiceClock Clock { get; }

    internal RequestLimits Limits { get; }

    internal HttpClient GraphHttp
    {
        get
        {
            return _disposed ? throw SsprException.Ended() : _graphHttp;
        }
    }

    /// <summary>The Graph SDK over the same pipeline; for directory work, not for long reads.</summary>
    internal GraphServiceClient Directory
    {
        get
        {
            return _disposed ? throw SsprException.Ended() : _directory.Value;
        }
    }

    internal HttpClient PortalHttp => _disposed ? throw SsprException.Ended() : _portalHttp ?? throw new SsprException(
        SsprErrorId.PortalApiNotEnabled,
        "The SSPR policy has no public API, and this connection does not use the one that the Entra portal itself calls.",
        "Connect with -PortalApi and a delegated sign-in as Authentication Policy Administrator, or set the policy in the Entra admin center.");

    internal HttpClient ResetServiceHttp => _disposed || _resetServiceHttp is null ? throw SsprException.Ended() : _resetServiceHttp;

    /// <summary>A connection that uses a token which the caller got elsewhere, for example from <c>Get-AzAccessToken</c>.</summary>
    /// <param name="token">A Microsoft Graph access token.</param>
    /// <param name="environment">The cloud that the token is for.</param>
    /// <param name="clock">Time, for waits; the system's when absent.</param>
    /// <param name="socket">The innermost handler, for tests; the network when absent.</param>
    public static SsprConnection FromAccessToken(
        string token, CloudEnvironment environment, TimeProvider? clock = null, HttpMessageHandler? socket = null)
    {
        var time = new ServiceClock(clock ?? TimeProvider.System);
        return new SsprConnection(environment, "AccessToken", TokenClaims.Read(token), time, new FixedTokenSource(token), null, null, socket, null, null);
    }

    /// <summary>A connection of which a test says everything.</summary>
    internal static SsprConnection ForTests(
        ITokenSource tokens, CloudEnvironment environment, TimeProvider clock, HttpMessageHandler socket, RequestLimits? limits, RequestBudget? budget) =>
        new(environment, "AccessToken", TokenClaims.Unknown, new ServiceClock(clock), tokens, null, null, socket, null, null, limits, budget ?? new RequestBudget(clock));

    /// <summary>A connection to a sandbox, which tells its addresses and tokens itself; the portal API is on.</summary>
    /// <param name="address">The sandbox's base address; it must be loopback.</param>
    /// <param name="token">A token to use instead of the sandbox's own, as <c>-AccessToken</c> would; not renewed.</param>
    /// <param name="clock">Time, for waits; the system's when absent.</param>
    /// <param name="wrap">Wraps the network handler of each API, for tests that watch the requests.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.NotASandbox"/>, <see cref="SsprErrorId.ServiceUnreachable"/></exception>
    public static Task<SsprConnection> FromSandboxAsync(
        Uri address, string? token, TimeProvider? clock, Func<HttpMessageHandler, HttpMessageHandler>? wrap, CancellationToken cancellationToken) =>
        FromSandboxAsync(address, token, clock, wrap, null, null, cancellationToken);

    /// <summary>As above, with limits and a budget of the caller's own, so that tests need no minutes.</summary>
    internal static async Task<SsprConnection> FromSandboxAsync(
        Uri address, string? token, TimeProvider? clock, Func<HttpMessageHandler, HttpMessageHandler>? wrap, RequestLimits? limits, RequestBudget? budget,
        CancellationToken cancellationToken)
    {
        var sandbox = new SandboxClient(address);
        var found = await sandbox.DiscoverAsync(cancellationToken).ConfigureAwait(false);
        var source = token is null
            ? new SandboxTokenSource(sandbox.DiscoverAsync, answer => answer.AccessToken, found.AccessToken!)
            : (ITokenSource)new FixedTokenSource(token);
        var portal = new SandboxTokenSource(sandbox.DiscoverAsync, answer => answer.PortalAccessToken, found.PortalAccessToken!);
        var claims = TokenClaims.Read(token ?? found.AccessToken!);
        return new SsprConnection(
            found.Cloud(),
            "Sandbox",
            claims with { TenantId = claims.TenantId ?? found.TenantId, Account = claims.Account ?? (token is null ? found.Account : null) },
            new ServiceClock(clock ?? TimeProvider.System),
            source,
            portal,
            found.PasswordResetAccessToken is { } first ? new SandboxTokenSource(sandbox.DiscoverAsync, answer => answer.PasswordResetAccessToken, first) : null,
            SandboxClient.Socket(wrap),
            SandboxClient.Socket(wrap),
            SandboxClient.Socket(wrap),
            limits,
            budget ?? RequestBudget.Of(found.Budgets, clock ?? TimeProvider.System))
        {
            IsSandbox = true,
        };
    }

    /// <summary>Signs in, and a second time for the portal API if that is wanted.</summary>
    /// <param name="signIn">How.</param>
    /// <param name="environment">The cloud; not used with a sandbox.</param>
    /// <param name="sandbox">The base address of a sandbox, whose own sign-in service is used then.</param>
    /// <param name="clock">Time, for waits; the system's when absent.</param>
    /// <param name="transport">The way to the sign-in service and to the APIs, for tests; the network when absent.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.SignInFailed"/>, <see cref="SsprErrorId.SignInCancelled"/>,
    /// <see cref="SsprErrorId.PortalApiNotAvailable"/>, <see cref="SsprErrorId.ServiceUnreachable"/></exception>
    public static async Task<SsprConnection> SignInAsync(
        SignIn signIn, CloudEnvironment environment, Uri? sandbox, TimeProvider? clock, HttpMessageHandler? transport, CancellationToken cancellationToken)
    {
        var found = sandbox is null ? null : await new SandboxClient(sandbox).DiscoverAsync(cancellationToken).ConfigureAwait(false);
        var cloud = found?.Cloud() ?? environment;
        var done = await SignInFlow.RunAsync(signIn, cloud, found, transport, cancellationToken).ConfigureAwait(false);
        return new SsprConnection(
            cloud,
            signIn.Kind.ToString(),
            done.Claims,
            new ServiceClock(clock ?? TimeProvider.System),
            done.Graph,
            done.Portal,
            done.ResetService,
            transport ?? (found is null ? null : SandboxClient.Socket(null)),
            transport ?? (found is null ? null : SandboxClient.Socket(null)),
            transport ?? (found is null ? null : SandboxClient.Socket(null)),
            budget: RequestBudget.Of(found?.Budgets, clock ?? TimeProvider.System))
        {
            IsSandbox = found is not null,
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
        _graphTokens.Forget();
        _portalTokens?.Forget();
        _resetServiceTokens?.Forget();
        _graphHttp.Dispose();
        _portalHttp?.Dispose();
        _resetServiceHttp?.Dispose();
    }
}
