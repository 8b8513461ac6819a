using System.Globalization;

namespace SsprTools.Graph.Directory;

/// <summary>
/// The mark that a test user carries from birth in <c>employeeType</c>: <c>SsprTest until 2026-12-31</c>. Only marked users are listed,
/// changed and removed by the test-user commands.
/// </summary>
public static class TestUserMark
{
    /// <summary>What every mark starts with; the service can filter by it.</summary>
    public const string Prefix = "SsprTest until ";

    private const string DateFormat = "yyyy-MM-dd";

    /// <param name="until">The last day on which the user is meant to exist, UTC.</param>
    public static string Format(DateOnly until) => Prefix + until.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The last day, or <see langword="null"/> if the text is no mark.</summary>
    public static DateOnly? Parse(string? employeeType) =>
        employeeType is not null
        && employeeType.StartsWith(Prefix, StringComparison.Ordinal)
        && DateOnly.TryParseExact(employeeType[Prefix.Length..], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? until
            : null;
}
