using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Sandbox.Tenant;

/// <summary>A security question with its answer, of which only a salted hash is kept: administrators cannot read answers (graph.md 3.1).</summary>
internal sealed record SecurityAnswer(string Question, byte[] Salt, byte[] Hash)
{
    public static SecurityAnswer Of(string question, string answer)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        return new SecurityAnswer(question, salt, Digest(salt, answer));
    }

    public static string Normalise(string answer) => answer.Trim().ToUpperInvariant();

    public bool Matches(string answer) => CryptographicOperations.FixedTimeEquals(Hash, Digest(Salt, answer));

    private static byte[] Digest(byte[] salt, string answer) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(Normalise(answer))]);
}
