namespace SsprTools.Graph.Registration;

/// <summary>
/// A phone number in Graph's form <c>+{country} {number}[x{extension}]</c>; the blank is required on the wire. Source: facts/graph.md 1.6.
/// No phone-number library is at hand for this platform, so the check is that of ITU-T E.164: a known country code, at most
/// 15 digits in all; national number plans are not known, except that North America's numbers have ten digits.
/// </summary>
public sealed record PhoneNumber
{
    // E.164: the two-digit codes. 1 and 7 stand alone, all others have three digits.
    private static readonly HashSet<string> s_twoDigitCodes =
    [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
        "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];

    private const int MaxDigits = 15;
    private const int MinNationalDigits = 4;
    private const int MaxExtensionDigits = 10;

    private PhoneNumber(string countryCode, string national, string? extension)
    {
        CountryCode = countryCode;
        National = national;
        Extension = extension;
    }

    /// <summary>Digits only, without the plus.</summary>
    public string CountryCode { get; }

    /// <summary>Digits only.</summary>
    public string National { get; }

    /// <summary>Digits only, or <see langword="null"/>. Password reset does not support extensions.</summary>
    public string? Extension { get; }

    /// <summary>Reads what people write: blanks, dots, dashes, brackets and a trunk zero in brackets are fine; the leading plus is required.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidPhoneNumber"/></exception>
    public static PhoneNumber Parse(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith('+'))
        {
            throw Invalid(text, "it does not start with + and the country code");
        }

        var parts = trimmed[1..].Replace("(0)", "", StringComparison.Ordinal).Split(['x', 'X'], 2);
        var spaced = parts[0].TrimStart();
        if (spaced.Any(letter => !char.IsAsciiDigit(letter) && !" .-()/\u00a0".Contains(letter, StringComparison.Ordinal)))
        {
            throw Invalid(text, "it has other characters than digits, blanks and - . ( ) /");
        }

        var digits = Digits(spaced);
        var code = CodeOf(digits) ?? throw Invalid(text, "it has no country code that exists");
        var national = digits[code.Length..];
        if (digits.Length > MaxDigits)
        {
            throw Invalid(text, $"it has more than {MaxDigits} digits");
        }

        if (national.Length < MinNationalDigits || (code == "1" && national.Length != 10))
        {
            throw Invalid(text, code == "1" ? "a number after +1 has ten digits" : "it is too short");
        }

        return new PhoneNumber(code, national, parts.Length == 1 ? null : ExtensionOf(parts[1], text));
    }

    /// <summary>Whether a number as the service gave it is this one, whatever its spacing.</summary>
    public bool IsSameAs(string? other)
    {
        if (other is null)
        {
            return false;
        }

        var parts = other.Split(['x', 'X'], 2);
        return Digits(parts[0]) == CountryCode + National && (parts.Length == 1 ? "" : Digits(parts[1])) == (Extension ?? "");
    }

    /// <summary>Whether two numbers, each written in the service's form or as the service keeps it, are one.</summary>
    internal static bool AreSame(string one, string other) => Key(one) == Key(other);

    private static (string, string) Key(string text)
    {
        var parts = text.Split(['x', 'X'], 2);
        return (Digits(parts[0]), parts.Length == 1 ? "" : Digits(parts[1]));
    }

    /// <summary>Graph's form.</summary>
    public override string ToString() => $"+{CountryCode} {National}{(Extension is null ? "" : "x" + Extension)}";

    private static string? CodeOf(string digits) => digits switch
    {
        "" or ['0', ..] => null,
        ['1' or '7', ..] => digits[..1],
        _ when digits.Length >= 2 && s_twoDigitCodes.Contains(digits[..2]) => digits[..2],
        { Length: >= 3 } => digits[..3],
        _ => null,
    };

    private static string ExtensionOf(string text, string whole)
    {
        var extension = text.Trim();
        return extension.Length is > 0 and <= MaxExtensionDigits && extension.All(char.IsAsciiDigit)
            ? extension
            : throw Invalid(whole, "its extension is not one to ten digits");
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static SsprException Invalid(string text, string why) => new(
        SsprErrorId.InvalidPhoneNumber,
        $"'{text}' is no phone number: {why}.",
        "Give it as +{country code} {number}, for example '+1 2065550100' or '+49 891234567'; an office extension follows as x123.",
        text);
}
