using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SsprTools.Sandbox.SignIn;

/// <summary>An app of the tenant. Absent roles or scopes mean everything there is, as with the control route for tokens.</summary>
internal sealed record Client(Guid Id, ClientKind Kind, string Name)
{
    /// <summary>Object id of the service principal: who an app-only token speaks for.</summary>
    public Guid PrincipalId { get; init; } = Guid.NewGuid();

    /// <summary>App roles that were granted.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Delegated scopes that were consented to.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Whether the portal API preauthorised the app (graph.md 2.5).</summary>
    public bool MayUsePortal { get; init; }

    public byte[]? SecretHash { get; init; }

    /// <summary>Certificate of a certificate client, or of a federated client's issuer.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>SHA-256 of a certificate of which nothing else is known; the assertion must then bring the certificate (x5c).</summary>
    public string? Thumbprint { get; init; }

    public string? Issuer { get; init; }

    public string? Subject { get; init; }

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public bool HasSecret(string secret) => SecretHash is not null && CryptographicOperations.FixedTimeEquals(SecretHash, Hash(secret));
}
