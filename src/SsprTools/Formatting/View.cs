using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace SsprTools.Formatting;

/// <summary>The words of the default views. Public only because format files can call nothing else.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class View
{
    /// <summary>What stands for a value that nobody knows. Never "No".</summary>
    public const string Unknown = "Unknown";

    [Hidden]
    public static string Word(object? value) => value?.ToString() is { Length: > 0 } text ? text : Unknown;

    [Hidden]
    public static string YesNo(bool? value) => value switch
    {
        true => "Yes",
        false => "No",
        null => Unknown,
    };

    /// <summary>Yes, No, or Unknown: whether a user can reset.</summary>
    [Hidden]
    public static string Verdict(object? verdict) => verdict?.ToString() switch
    {
        "Pass" => "Yes",
        "Fail" => "No",
        _ => Unknown,
    };

    /// <summary>How many methods are missing, and from which they may be chosen.</summary>
    [Hidden]
    public static string MustRegister(int? missing, IEnumerable<string>? choices) => (missing, choices?.ToList()) switch
    {
        (null, _) => Unknown,
        (0, _) => "",
        (_, null or []) => $"{missing} more, and the policy allows no other",
        (1, [var only]) => only,
        (_, [var only]) => $"{only} and {missing - 1} more, and the policy allows no other",
        var (_, many) => $"{missing} of {string.Join(", ", many)}",
    };

    /// <summary>A gate's verdict, with the mark that a fresh report stands in for it.</summary>
    [Hidden]
    public static string Gate(object? verdict, bool coveredByReport) => coveredByReport ? "Covered by report" : Word(verdict);

    /// <summary>Whether reset can use a method; what the policy decides is not unknown, it is decided elsewhere.</summary>
    [Hidden]
    public static string Usable(bool? value) => value switch
    {
        true => "Yes",
        false => "No",
        null => "By policy",
    };

    [Hidden]
    public static string Words(IEnumerable<string>? values) => values is null ? Unknown : string.Join(", ", values);

    /// <summary>Each text on lines of its own, broken between words; PowerShell's own views break in the middle of them.</summary>
    [Hidden]
    public static string Wrapped(IEnumerable<string>? texts, int width) =>
        texts is null ? Unknown : string.Join(System.Environment.NewLine, texts.SelectMany(text => Lines(text, width)));

    [Hidden]
    public static string Time(DateTimeOffset? value) =>
        value?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>A span in the largest unit that says enough: 45 s, 12 min, 7 h, 3 d.</summary>
    [Hidden]
    public static string Age(TimeSpan? age) => age switch
    {
        null => Unknown,
        { TotalSeconds: < 90 } span => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0} s"),
        { TotalMinutes: < 90 } span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        { TotalHours: < 48 } span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h"),
        { } span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} d"),
    };

    /// <summary>What a check found; nothing where nothing was asked, and the person's name where a person answered.</summary>
    [Hidden]
    public static string Answer(object? verdict, string? actual, string? attestedBy) => (verdict?.ToString(), actual, attestedBy) switch
    {
        ("Skipped", _, _) => "",
        (_, null or "", { Length: > 0 }) => $"Attested by {attestedBy}",
        _ => Word(actual),
    };

    /// <summary>A setting's value: yes and no for a switch, "(none)" for a known nothing.</summary>
    [Hidden]
    public static string Setting(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => Unknown,
        bool flag => YesNo(flag),
        string { Length: 0 } => "(none)",
        var other => string.Create(CultureInfo.InvariantCulture, $"{other}"),
    };

    /// <summary>A name that is several words in one, in words: AuthenticationMethods is "Authentication methods".</summary>
    [Hidden]
    public static string Spaced(object? name)
    {
        var text = Word(name);
        if (text.StartsWith("OnPremises", StringComparison.Ordinal))
        {
            return "On-premises" + Spaced($"X{text["OnPremises".Length..]}")[1..];
        }

        return text[..1] + string.Concat(text[1..].Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
    }

    /// <summary>One line a change: the setting with its old and new value.</summary>
    [Hidden]
    public static string Changes(System.Collections.IEnumerable? changes)
    {
        var lines = (changes ?? Array.Empty<object>()).Cast<object>().Select(change => change.ToString()).ToList();
        return lines.Count == 0 ? "(none)" : string.Join(System.Environment.NewLine, lines);
    }
    /// <summary>A day, without a time and without a place's habits.</summary>
    [Hidden]
    public static string Day(DateOnly? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>Words where an empty list is an answer of its own.</summary>
    [Hidden]
    public static string WordsOrNone(IEnumerable<string>? values) => values is null ? Unknown : string.Join(", ", values.DefaultIfEmpty("none"));

    /// <summary>A number with its change since an earlier one: 1,204 (+12).</summary>
    [Hidden]
    public static string Figure(int? value, int? change) => (value, change) switch
    {
        (null, _) => Unknown,
        ({ } number, null) => number.ToString("N0", CultureInfo.InvariantCulture),
        ({ } number, { } by) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} ({by:+#,0;-#,0;±0})"),
    };

    [Hidden]
    public static string Percent(double? value) => value is { } number ? number.ToString("0.0", CultureInfo.InvariantCulture) : Unknown;

    private static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
