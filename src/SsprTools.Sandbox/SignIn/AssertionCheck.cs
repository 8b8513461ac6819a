using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Checks client assertions: signed by the client's certificate, or issued to the workload by somebody else.</summary>
internal static class AssertionCheck
{
    private const string ExchangeAudience = "api://AzureADTokenExchange";

    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    public static void Verify(Client client, string assertion, string endpoint)
    {
        JwtText jwt = JwtText.Parse(assertion);
        if (client.Kind == ClientKind.Federated)
        {
            VerifyFederated(client, jwt);
            return;
        }

        X509Certificate2 certificate = Registered(client, jwt);
        if (!IsSignedBy(certificate, jwt))
        {
            throw LoginErrors.BadCertificate("The key was found, but use of the key to verify the signature failed.", certificate.Thumbprint);
        }

        if (certificate.NotAfter < DateTime.Now || certificate.NotBefore > DateTime.Now)
        {
            throw LoginErrors.CertificateExpired;
        }

        string id = client.Id.ToString();
        if (!id.Equals(jwt.Claim("iss"), StringComparison.OrdinalIgnoreCase) || !id.Equals(jwt.Claim("sub"), StringComparison.OrdinalIgnoreCase))
        {
            throw LoginErrors.AssertionClient;
        }

        if (!endpoint.Equals(jwt.Claim("aud"), StringComparison.OrdinalIgnoreCase))
        {
            throw LoginErrors.AssertionAudience;
        }

        RequireInTime(jwt);
    }

    private static void VerifyFederated(Client client, JwtText jwt)
    {
        if (jwt.Claim("iss") != client.Issuer)
        {
            throw LoginErrors.NoMatchingIssuer(jwt.Claim("iss"));
        }

        if (jwt.Claim("sub") != client.Subject)
        {
            throw LoginErrors.NoMatchingSubject(jwt.Claim("sub"));
        }

        if (jwt.Claim("aud") != ExchangeAudience)
        {
            throw LoginErrors.NoMatchingAudience(jwt.Claim("aud"));
        }

        // The service fetches the issuer's keys; the sandbox goes nowhere, so it is given one when the client is made.
        if (!IsSignedBy(client.Certificate!, jwt))
        {
            throw LoginErrors.BadCertificate("The key was found, but use of the key to verify the signature failed.", client.Certificate!.Thumbprint);
        }

        RequireInTime(jwt);
    }

    // Judged by the machine's time, whatever the tenant's clock says: the client made the assertion by its own clock.
    private static void RequireInTime(JwtText jwt)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (jwt.Seconds("exp") is not { } expires || expires <= (now - s_skew).ToUnixTimeSeconds()
            || jwt.Seconds("nbf") is { } start && start > (now + s_skew).ToUnixTimeSeconds())
        {
            throw LoginErrors.AssertionTime;
        }
    }

    private static X509Certificate2 Registered(Client client, JwtText jwt)
    {
        (string? sha256, string? sha1) = (jwt.Heading("x5t#S256"), jwt.Heading("x5t"));
        string thumbprint = sha256 ?? sha1 ?? throw LoginErrors.BadJwt("No certificate thumbprint specified in token header.");
        X509Certificate2? certificate = client.Certificate ?? Brought(jwt, client.Thumbprint);
        if (certificate is null
            || (sha256 is not null && sha256 != Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256)))
            || (sha1 is not null && sha1 != Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA1))))
        {
            throw LoginErrors.BadCertificate("The key was not found.", Hex(thumbprint));
        }

        return certificate;
    }

    /// <summary>The certificate in the header, when it is the one whose thumbprint is registered.</summary>
    private static X509Certificate2? Brought(JwtText jwt, string? thumbprint) =>
        thumbprint is not null && jwt.BroughtCertificate() is { } bytes
            && Convert.ToHexString(SHA256.HashData(bytes)).Equals(thumbprint, StringComparison.OrdinalIgnoreCase)
            ? X509CertificateLoader.LoadCertificate(bytes)
            : null;

    private static bool IsSignedBy(X509Certificate2 certificate, JwtText jwt)
    {
        RSASignaturePadding padding = jwt.Heading("alg") switch
        {
            "PS256" => RSASignaturePadding.Pss,
            "RS256" => RSASignaturePadding.Pkcs1,
            _ => throw LoginErrors.BadJwt("The algorithm must be PS256 or RS256."),
        };
        using RSA? key = certificate.GetRSAPublicKey();
        return key?.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256, padding) == true;
    }

    private static string Hex(string base64Url) =>
        Base64Url.IsValid(base64Url) ? Convert.ToHexString(Base64Url.DecodeFromChars(base64Url)) : base64Url;
}
