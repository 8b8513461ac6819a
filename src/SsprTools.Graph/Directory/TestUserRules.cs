namespace SsprTools.Graph.Directory;

/// <summary>What can be said against a request for a test user without asking the tenant.</summary>
internal static class TestUserRules
{
    private const int LongestDisplayName = 256;
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(3650);

    public static string Name(string name) => name.Trim() is { Length: > 0 and <= LongestDisplayName } trimmed ? trimmed : throw new SsprException(
        SsprErrorId.InvalidArgument,
        $"The display name has {name.Trim().Length} characters; 1 to {LongestDisplayName} are allowed.",
        "Give another name with -DisplayName.",
        name);

    public static TimeSpan Life(TimeSpan? life) => life switch
    {
        null => TestUserRequest.DefaultLife,
        { } span when span > TimeSpan.Zero && span <= s_longestLife => span,
        _ => throw new SsprException(
            SsprErrorId.InvalidArgument,
            $"A test user can't expire after {life}.",
            "Give a number of days or a time span with -ExpiresAfter, more than nothing and at most ten years."),
    };

    public static string? Location(string? location) => location?.Trim() switch
    {
        null or "" => null,
        { Length: 2 } code when code.All(char.IsAsciiLetter) => code.ToUpperInvariant(),
        _ => throw new SsprException(
            SsprErrorId.InvalidArgument,
            $"'{location}' is no usage location.",
            "Give the two letters of a country (ISO 3166) with -UsageLocation, such as GB.",
            location),
    };

    public static void Password(Secret? password, IReadOnlyCollection<string> terms, string upn)
    {
        if (password is not null && PasswordRules.Check(password.Reveal(), terms) is { Count: > 0 } problems)
        {
            throw new SsprException(
                SsprErrorId.WeakPassword,
                $"The password for '{upn}' is too weak: {string.Join("; ", problems)}.",
                "Nothing was created. Give a stronger one with -Password, or leave it out: then one is generated.",
                upn);
        }
    }
}
