using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SsprTools.Graph.Connection;

/// <summary>Finds the certificate to sign in with, and makes sure before any request that it can be used.</summary>
public static class CertificateFile
{
    /// <summary>A PFX file, or a PEM file that holds certificate and key.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCertificate"/></exception>
    public static X509Certificate2 Load(string path, SecureString? password)
    {
        try
        {
            return Usable(IsPem(path) ? LoadPem(path, password) : LoadPfx(path, password), path);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The system's own text names neither password nor key.
            throw Unusable(path, $"it could not be read ({error.Message.TrimEnd('.')})", "Give a PFX file, or a PEM file with certificate and key, and its password with -CertificatePassword.");
        }
    }

    /// <summary>From the personal store of the user, else of the machine.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCertificate"/></exception>
    public static X509Certificate2 Find(string thumbprint)
    {
        var wanted = thumbprint.Replace(" ", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal);
        foreach (var place in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            try
            {
                using var store = new X509Store(StoreName.My, place, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
                if (store.Certificates.Find(X509FindType.FindByThumbprint, wanted, validOnly: false).FirstOrDefault() is { } found)
                {
                    return Usable(found, thumbprint);
                }
            }
            catch (CryptographicException)
            {
                // There is no such store: Linux has none of the machine's own.
            }
        }

        throw Unusable(thumbprint, "it is in neither personal store", "Look with Get-ChildItem Cert:\\CurrentUser\\My, or give the file with -CertificatePath.");
    }

    /// <summary>Refuses one that cannot sign.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidCertificate"/></exception>
    public static X509Certificate2 Usable(X509Certificate2 certificate, string name)
    {
        if (!certificate.HasPrivateKey)
        {
            throw Unusable(name, "its private key is not there", "Give the certificate with its key.");
        }

        if (certificate.GetRSAPrivateKey() is not { } key)
        {
            throw Unusable(name, "its key is not an RSA key", "Entra takes certificates with RSA keys.");
        }

        key.Dispose();
        return certificate.NotAfter.ToUniversalTime() >= DateTime.UtcNow ? certificate : throw Unusable(
            name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it ended on {certificate.NotAfter:yyyy-MM-dd}"), "Make a new one, and upload its public part to the app registration.");
    }

    private static bool IsPem(string path)
    {
        using var reader = new StreamReader(path);
        var start = new char[11];
        return reader.ReadBlock(start, 0, start.Length) == start.Length && new string(start) == "-----BEGIN ";
    }

    private static X509Certificate2 LoadPem(string path, SecureString? password) => password is null
        ? X509Certificate2.CreateFromPemFile(path)
        : X509Certificate2.CreateFromEncryptedPemFile(path, new System.Net.NetworkCredential("", password).Password);

    // Ephemeral: the key is not written to a key store on disk. macOS knows no such keys.
    private static X509Certificate2 LoadPfx(string path, SecureString? password) => new(
        path, password, OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet);

    private static SsprException Unusable(string name, string why, string advice) => new(
        SsprErrorId.InvalidCertificate, $"The certificate '{name}' cannot be used to sign in: {why}.", advice, name);
}
