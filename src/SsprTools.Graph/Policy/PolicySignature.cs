using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Who stands for a policy file: a signature over everything else in it, with the signer's certificate. It shows that nobody changed the file since; whether
/// the signer is the right one, the thumbprint tells whoever knows it.
/// </summary>
/// <param name="Subject">The certificate's subject.</param>
/// <param name="Thumbprint">Its SHA-1 thumbprint, as certificate stores show it.</param>
public sealed record PolicySignature(string Subject, string Thumbprint)
{
    private const string Member = "signature";

    /// <summary>Signs a file's JSON in place.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCertificate"/></exception>
    internal static void Sign(JsonObject root, X509Certificate2 certificate)
    {
        root.Remove(Member);
        var content = Content(root);
        var value = certificate.GetRSAPrivateKey() is { } rsa ? rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
            : certificate.GetECDsaPrivateKey() is { } ecdsa ? ecdsa.SignData(content, HashAlgorithmName.SHA256)
            : throw new SsprException(
                SsprErrorId.InvalidCertificate,
                $"The certificate {certificate.Thumbprint} has no RSA or ECDSA private key here.",
                "Give one whose private key you may use.",
                certificate.Thumbprint);
        root[Member] = new JsonObject
        {
            ["certificate"] = Convert.ToBase64String(certificate.RawData),
            ["value"] = Convert.ToBase64String(value),
        };
    }

    /// <summary>The signature of a file; <see langword="null"/>: there is none.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/>: it does not fit the file.</exception>
    internal static PolicySignature? Read(string path, JsonObject root)
    {
        if (root[Member] is not { } member)
        {
            return null;
        }

        try
        {
            using var certificate = new X509Certificate2(Convert.FromBase64String(member["certificate"]!.GetValue<string>()));
            var value = Convert.FromBase64String(member["value"]!.GetValue<string>());
            var content = Content(root);
            var fits = certificate.GetRSAPublicKey() is { } rsa ? rsa.VerifyData(content, value, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
                : certificate.GetECDsaPublicKey() is { } ecdsa && ecdsa.VerifyData(content, value, HashAlgorithmName.SHA256);
            return fits ? new PolicySignature(certificate.Subject, certificate.Thumbprint) : throw Wrong(path, null);
        }
        catch (Exception error) when (error is FormatException or CryptographicException or InvalidOperationException or NullReferenceException)
        {
            throw Wrong(path, error);
        }
    }

    // Blanks between members do not count: editors and version control change them.
    private static byte[] Content(JsonObject root) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new JsonObject(root.Where(member => member.Key != Member).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))));

    private static SsprException Wrong(string path, Exception? inner) =>
        PolicyFile.Invalid(path, "its signature does not fit: somebody changed the file after it was signed", inner);
}
