using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Sandbox.Tenant;

/// <summary>What is known about a password; never the password itself.</summary>
internal sealed record PasswordState(byte[] Salt, byte[] Hash, DateTimeOffset ChangedDateTime, bool ForceChange, bool ForceChangeWithMfa)
{
    public static readonly PasswordState None = new([], [], DateTimeOffset.UnixEpoch, false, false);

    public static PasswordState Of(string password, DateTimeOffset now, bool forceChange, bool forceChangeWithMfa = false)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        return new PasswordState(salt, Digest(salt, password), now, forceChange, forceChangeWithMfa);
    }

    public bool Matches(string password) =>
        Hash.Length > 0 && CryptographicOperations.FixedTimeEquals(Hash, Digest(Salt, password));

    // One round is enough for a pretend tenant; what matters is that no password can be read back.
    private static byte[] Digest(byte[] salt, string password) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)]);
}
