using System.Globalization;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Reporting;

/// <summary>How values are written in a report. What is unknown is always the word Unknown.</summary>
internal static class ReportWords
{
    public const string Unknown = "Unknown";

    /// <summary>AuthenticationMethods is "Authentication methods".</summary>
    public static string Spaced(string name)
    {
        if (name.Length == 0)
        {
            return Unknown;
        }

        var text = name.StartsWith("OnPremises", StringComparison.Ordinal) ? "On-premises" + name["OnPremises".Length..] : name;
        return text[..1] + string.Concat(text.Skip(1).Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString())).Replace(" sspr", " SSPR", StringComparison.Ordinal);
    }

    public static string Number(int? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Percent(double? value) => value is { } percent ? percent.ToString("0.0", CultureInfo.InvariantCulture) + "\u00A0%" : Unknown;

    /// <summary>A change with its sign; nothing when there is none to tell.</summary>
    public static string Change(int? value) => value is { } by ? by.ToString("+#,0;\u2212#,0;\u00b10", CultureInfo.InvariantCulture) : "";

    public static string Time(DateTimeOffset? value) => value?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Age(TimeSpan? age) => age is { } span ? RuleText.Age(span) : Unknown;

    /// <summary>A setting's value: yes and no for a switch, "(none)" for a known nothing.</summary>
    public static string Value(object? value) => value switch
    {
        null => Unknown,
        true => "Yes",
        false => "No",
        string { Length: 0 } => "(none)",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    public static string YesNo(bool? value) => value is { } known ? known ? "Yes" : "No" : Unknown;

    /// <summary>Whether a user can reset.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "Yes",
        Verdict.Fail => "No",
        _ => Unknown,
    };

    /// <summary>A sign that says the same as the colour, for who does not see that.</summary>
    public static string Mark(TestStepState state) => state switch
    {
        TestStepState.Passed => "\u2713",
        TestStepState.Failed => "\u2715",
        TestStepState.Pending => "\u2026",
        TestStepState.Skipped => "\u2013",
        _ => "?",
    };

    public static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "\u2713",
        Verdict.Fail => "\u2715",
        _ => "?",
    };
}
