using System.Security.Cryptography;

namespace SsprTools.Graph.Connection;

/// <summary>The way to a sandbox's sign-in service, which trusts exactly the one certificate that the sandbox named, and no proxy.</summary>
internal static class PinnedCertificate
{
    public static SocketsHttpHandler Handler(string sha256) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null
                && string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), sha256.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase),
        },
    };
}
