namespace SsprTools.Sandbox.Tenant;

/// <summary>The service's password rules (graph.md 3.3): length, complexity, banned words with normalisation, fuzzy match and score.</summary>
internal static class PasswordRules
{
    // A stand-in for Microsoft's own secret list.
    private static readonly string[] s_globallyBanned = ["password", "qwerty", "letmein", "welcome", "123456", "abcdef", "iloveyou", "monkey", "dragon"];

    public static bool Accepts(string password, User user, TenantInfo tenant) => Judge(password, user, tenant) == PasswordProblem.None;

    /// <summary>The first rule that a password breaks.</summary>
    public static PasswordProblem Judge(string password, User user, TenantInfo tenant) =>
        password.Length is < 8 or > 256 ? PasswordProblem.Length
        : !password.All(letter => letter is >= ' ' and <= '~') ? PasswordProblem.Characters
        : KindsIn(password) < 3 ? PasswordProblem.Complexity
        : ContainsName(Normalise(password), user, tenant) ? PasswordProblem.ContainsName
        : Score(Normalise(password), tenant) < 5 ? PasswordProblem.Banned
        : PasswordProblem.None;

    public static string Normalise(string text) =>
        text.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace('$', 's').Replace('@', 'a');

    /// <summary>Each banned word found counts 1, each other remaining character 1.</summary>
    public static int Score(string normalised, TenantInfo tenant)
    {
        List<string> banned = [.. s_globallyBanned.Concat(tenant.BannedWords).Select(Normalise)];
        if (banned.Exists(word => IsWithinOneEdit(normalised, word)))
        {
            return 1;
        }

        int score = 0;
        int at = 0;
        while (at < normalised.Length)
        {
            string rest = normalised[at..];
            string? found = banned.Where(word => rest.StartsWith(word, StringComparison.Ordinal)).MaxBy(word => word.Length);
            at += found?.Length ?? 1;
            score++;
        }

        return score;
    }

    private static int KindsIn(string password) =>
        (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (password.Any(char.IsAsciiLetterUpper) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0)
        + (password.Any(letter => !char.IsAsciiLetterOrDigit(letter)) ? 1 : 0);

    private static bool ContainsName(string normalised, User user, TenantInfo tenant) =>
        new[] { user.GivenName, user.Surname, tenant.DisplayName }
            .Any(name => name is { Length: >= 4 } && normalised.Contains(Normalise(name), StringComparison.Ordinal));

    private static bool IsWithinOneEdit(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 1)
        {
            return false;
        }

        int start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start])
        {
            start++;
        }

        int end = 0;
        while (end < left.Length - start && end < right.Length - start && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        return left.Length - start - end <= 1 && right.Length - start - end <= 1;
    }
}
