using System.Security.Cryptography;

namespace SsprTools.Graph.Directory;

/// <summary>
/// Makes passwords that a person can read off a screen and type on a phone: four groups of four, no look-alikes (0 and O, 1 and l and I, 5 and
/// S, 2 and Z, 8 and B), no vowels, so that no word comes about. More than 70 bits, and by Entra's rules (facts/graph.md 3.3).
/// </summary>
public static class PasswordGenerator
{
    private const string Lower = "cdfghjkmnprtvwxy";
    private const string Upper = "CDFGHJKMNPRTVWXY";
    private const string Digits = "34679";
    private const int Groups = 4;
    private const int GroupLength = 4;

    /// <param name="terms">Words that must not be in it, as for <see cref="PasswordRules.Check"/>.</param>
    public static Secret Create(IReadOnlyCollection<string> terms)
    {
        while (true)
        {
            var password = Draw();
            if (PasswordRules.Check(password, terms).Count == 0)
            {
                return new Secret(password);
            }
        }
    }

    private static string Draw()
    {
        const int length = Groups * GroupLength;
        Span<char> letters = stackalloc char[length];
        RandomNumberGenerator.GetItems<char>(Lower + Lower + Upper + Digits, letters);
        // One of each kind for certain; the shuffle then hides where.
        letters[0] = Pick(Lower);
        letters[1] = Pick(Upper);
        letters[2] = Pick(Digits);
        RandomNumberGenerator.Shuffle(letters);
        return string.Join('-', letters.ToString().Chunk(GroupLength).Select(group => new string(group)));
    }

    private static char Pick(string alphabet) => alphabet[RandomNumberGenerator.GetInt32(alphabet.Length)];
}
