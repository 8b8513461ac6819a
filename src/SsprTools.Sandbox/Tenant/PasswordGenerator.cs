using System.Security.Cryptography;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Makes a password as the service does when an administrator names none: four letters of two kinds and four digits.</summary>
internal static class PasswordGenerator
{
    private const string Consonants = "bcdfghjkmnpqrtvwxz";
    private const string Vowels = "aeu";

    public static string Make()
    {
        string letters = new([Pick(Consonants), Pick(Vowels), Pick(Consonants), Pick(Vowels)]);
        string digits = string.Concat(Enumerable.Range(0, 6).Select(_ => RandomNumberGenerator.GetInt32(2, 10)));
        return char.ToUpperInvariant(letters[0]) + letters[1..] + digits;
    }

    private static char Pick(string from) => from[RandomNumberGenerator.GetInt32(from.Length)];
}
