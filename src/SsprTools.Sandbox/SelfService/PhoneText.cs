using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Phone numbers as people type them and as Graph stores them, "+{country} {number}" (graph.md 1.6).</summary>
internal static partial class PhoneText
{
    /// <summary>The stored form, or null when it is no number. The country code comes from its own field.</summary>
    public static string? Stored(string? country, string? number)
    {
        string code = Digits(country);
        string rest = Digits(number).TrimStart('0');
        return Allowed().IsMatch(number ?? "") && code.Length is >= 1 and <= 3 && rest.Length is >= 4 and <= 14 && code.Length + rest.Length <= 15
            ? $"+{code} {rest}"
            : null;
    }

    /// <summary>Whether it has the form that is needed to reach it, without an extension: contact data is free text in the directory (graph.md 1.6).</summary>
    public static bool IsStored([NotNullWhen(true)] string? phone) => phone is not null && StoredForm().IsMatch(phone);

    public static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));

    public static bool IsSame(string left, string right) => Digits(left) is { Length: > 0 } digits && digits == Digits(right);

    /// <summary>Whether a person typed a number in full: with its country code, or as it is dialled inside the country.</summary>
    public static bool IsWhole(string typed, string stored)
    {
        if (!Allowed().IsMatch(typed))
        {
            return false;
        }

        string digits = Digits(typed);
        int space = stored.IndexOf(' ', StringComparison.Ordinal);
        string national = Digits(space < 0 ? stored : stored[space..]);
        return digits.Length >= 4 && (digits == Digits(stored) || digits == "00" + Digits(stored) || digits.TrimStart('0') == national);
    }

    /// <summary>"+44 *******0104": only the last digits show (graph.md 3.2, unconfirmed how many; two here).</summary>
    public static string Masked(string stored)
    {
        int space = stored.IndexOf(' ', StringComparison.Ordinal);
        string country = space > 0 ? stored[..(space + 1)] : "";
        string digits = Digits(stored[country.Length..]);
        int shown = Math.Min(2, digits.Length);
        return country + new string('*', digits.Length - shown) + digits[^shown..];
    }

    [GeneratedRegex(@"^\+[0-9]{1,3} [0-9][0-9 ()\-]{3,}$")]
    private static partial Regex StoredForm();

    [GeneratedRegex(@"^[\d\s()+.\-/]{1,40}$")]
    private static partial Regex Allowed();
}
