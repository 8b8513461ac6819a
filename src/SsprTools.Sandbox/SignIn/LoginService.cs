using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>The sign-in service: apps, open codes, and the endpoints behind its own HTTPS port.</summary>
internal sealed class LoginService
{
    // As Microsoft documents it.
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(10);

    private readonly TenantStore _store;

    public LoginService(SandboxClock clock, TokenService tokens, TenantStore store, FaultSet faults, SelfServiceHub users)
    {
        _store = store;
        Log = new LoginLog(clock);
        DeviceCodes = new DeviceCodes(clock);
        Codes = new Vault<AuthorizationCode>(clock, s_codeLifetime);
        IdTokens idTokens = new(clock);
        TokenIssuer issuer = new(clock, tokens, store, idTokens);
        UserSignIns signIns = new(users);
        TokenEndpoint endpoint = new(this, clock, store, issuer, signIns);
        AuthorizeEndpoint authorize = new(this, clock, store, signIns);
        Identities = new ManagedIdentities(this, issuer, tokens, store);
        Http = new LoginHttp(this, endpoint, authorize, idTokens, clock, store, faults);
    }

    /// <summary>The HTTPS port's certificate; clients trust it by its SHA-256 in discovery.</summary>
    public X509Certificate2 Certificate { get; } = LoginCertificate.Create();

    public string CertificateSha256 => Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public ClientRegistry Clients { get; } = new();

    public DeviceCodes DeviceCodes { get; }

    public Vault<AuthorizationCode> Codes { get; }

    public LoginLog Log { get; }

    public ManagedIdentities Identities { get; }

    public LoginHttp Http { get; }

    /// <summary>Where the service listens; known once it does.</summary>
    public string? Origin { get; private set; }

    /// <summary>Where Graph listens: a resource to ask a token for, beside the public name.</summary>
    public string? GraphOrigin { get; private set; }

    public void ListensAt(string origin, string graphOrigin) => (Origin, GraphOrigin) = (origin, graphOrigin);

    /// <summary>Whether an address names no tenant in particular.</summary>
    public static bool IsAnyTenant(string tenant) => tenant is "common" or "organizations";

    public void RequireTenant(string tenant)
    {
        TenantInfo info = _store.Current.Info;
        if (!IsAnyTenant(tenant) && !info.Id.ToString().Equals(tenant, StringComparison.OrdinalIgnoreCase) && info.Verified(tenant) is null)
        {
            throw LoginErrors.UnknownTenant(tenant);
        }
    }
}
