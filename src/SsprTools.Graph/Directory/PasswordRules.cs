namespace SsprTools.Graph.Directory;

/// <summary>
/// Entra's rules for a password, as far as they can be known outside the service. Source: facts/graph.md 3.3. The service has a
/// longer list of banned words than anybody outside knows, so what passes here can still be refused there.
/// </summary>
public static class PasswordRules
{
    public const int MinimumLength = 8;
    public const int MaximumLength = 256;

    private const int NeededClasses = 3;
    private const int NeededScore = 5;

    // Shorter names are not searched for as substrings (3.3).
    private const int ShortestTerm = 4;

    /// <summary>A few words that every list of banned passwords has; the service's own list is not public.</summary>
    private static readonly string[] s_common =
    [
        "password", "passwort", "passw0rd", "kennwort", "welcome", "willkommen", "qwerty", "qwertz", "letmein", "changeme", "secret", "admin",
        "spring", "summer", "autumn", "winter", "monday", "friday", "january", "february", "october", "november", "december",
        "abcd", "1234", "2345", "3456", "4567", "5678", "6789", "0000", "1111",
    ];

    /// <summary>Everything that is wrong with a password, in words that do not repeat it. Empty: nothing that can be seen from here.</summary>
    /// <param name="password">The password.</param>
    /// <param name="terms">Words that must not be in it: names of the user and of the tenant. Shorter than four letters: ignored.</param>
    public static IReadOnlyList<string> Check(string password, IEnumerable<string> terms)
    {
        var problems = new List<string>();
        if (password.Length is < MinimumLength or > MaximumLength)
        {
            problems.Add($"it has {password.Length} characters instead of {MinimumLength} to {MaximumLength}");
        }

        if (password.Any(letter => letter is < ' ' or > '~'))
        {
            problems.Add("it has a character that is not a printable ASCII one");
        }

        var classes = CountClasses(password);
        if (classes < NeededClasses)
        {
            problems.Add($"it has {classes} of the four kinds lower-case letter, upper-case letter, digit, symbol; {NeededClasses} are needed");
        }

        var normalized = Normalize(password);
        if (Searchable(terms).FirstOrDefault(term => normalized.Contains(term, StringComparison.Ordinal)) is not null)
        {
            problems.Add("it contains a part of the user's or the tenant's name");
        }
        else if (Score(password, s_common) < NeededScore)
        {
            problems.Add("little is left of it without a word that everybody tries");
        }

        return problems;
    }

    /// <summary>Each banned term found counts 1, each other character 1. Five are needed.</summary>
    internal static int Score(string password, IEnumerable<string> banned)
    {
        var rest = Normalize(password);
        var score = 0;
        foreach (var term in banned.Select(Normalize).Distinct().OrderByDescending(term => term.Length))
        {
            for (var at = rest.IndexOf(term, StringComparison.Ordinal); at >= 0; at = rest.IndexOf(term, StringComparison.Ordinal))
            {
                // A line break can be in no password, so what stood left and right of the term does not grow together.
                rest = $"{rest[..at]}\n{rest[(at + term.Length)..]}";
                score++;
            }
        }

        return score + rest.Count(letter => letter != '\n');
    }

    private static string Normalize(string text) => text
        .ToLowerInvariant()
        .Replace('0', 'o')
        .Replace('1', 'l')
        .Replace('$', 's')
        .Replace('@', 'a');

    private static IEnumerable<string> Searchable(IEnumerable<string> terms) => terms
        .SelectMany(term => term.Split([' ', '-', '.', '_', '\''], StringSplitOptions.RemoveEmptyEntries).Append(term))
        .Where(term => term.Length >= ShortestTerm)
        .Select(Normalize);

    private static int CountClasses(string password) =>
        (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (password.Any(char.IsAsciiLetterUpper) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0)
        + (password.Any(letter => letter is >= ' ' and <= '~' && !char.IsAsciiLetterOrDigit(letter)) ? 1 : 0);
}
