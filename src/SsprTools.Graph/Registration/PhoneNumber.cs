using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace SsprTools.Graph.Registration;

/// <summary>
/// A phone number in Graph's form <c>+{country} {number}[x{extension}]</c>; the blank is required on the wire. Source: facts/graph.md 1.6.
/// Country codes, lengths, trunk prefixes and ranges are those of Google's libphonenumber. What has a length that its country does not know is refused; a
/// range that the library does not know may be newer than it, so that <see cref="IsInNumberingPlan"/> is a doubt and no verdict.
/// </summary>
public sealed partial record PhoneNumber
{
    // E.164; the library lets a few countries have more.
    private const int MaxDigits = 15;
    private const int MaxExtensionDigits = 10;
    private const string UnknownRegion = "ZZ";
    private const string BracketedZero = "(0)";

    private PhoneNumber(string countryCode, string national, string? extension, bool isInNumberingPlan)
    {
        CountryCode = countryCode;
        National = national;
        Extension = extension;
        IsInNumberingPlan = isInNumberingPlan;
    }

    /// <summary>Digits only, without the plus.</summary>
    public string CountryCode { get; }

    /// <summary>Digits only.</summary>
    public string National { get; }

    /// <summary>Digits only, or <see langword="null"/>. Password reset does not support extensions.</summary>
    public string? Extension { get; }

    /// <summary>Whether the library knows a range of the country's plan that has the number.</summary>
    public bool IsInNumberingPlan { get; }

    private static PhoneNumberUtil Library => PhoneNumberUtil.GetInstance();

    /// <summary>Reads what people write: blanks, dots, dashes, brackets and a trunk zero are fine; the leading plus is required.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidPhoneNumber"/></exception>
    public static PhoneNumber Parse(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith('+'))
        {
            throw Invalid(text, "it does not start with + and the country code");
        }

        // The library would take letters for the digits on a telephone's keys.
        var parts = trimmed[1..].Split(['x', 'X'], 2);
        if (parts[0].Any(letter => !char.IsAsciiDigit(letter) && !" .-()/\u00a0".Contains(letter, StringComparison.Ordinal)))
        {
            throw Invalid(text, "it has other characters than digits, blanks and - . ( ) /");
        }

        if (Digits(parts[0]).Length > MaxDigits + 1)
        {
            throw Invalid(text, $"it has more than {MaxDigits} digits");
        }

        var number = Read(parts[0], text);
        if (!Library.IsPossibleNumber(number) && parts[0].Contains(BracketedZero, StringComparison.Ordinal))
        {
            // Written by habit, where the country has no trunk zero.
            number = Read(parts[0].Replace(BracketedZero, "", StringComparison.Ordinal), text);
        }

        var code = number.CountryCode.ToString(CultureInfo.InvariantCulture);
        var national = Library.GetNationalSignificantNumber(number);
        if (Library.IsPossibleNumberWithReason(number) is var reason and not PhoneNumberUtil.ValidationResult.IS_POSSIBLE)
        {
            throw Invalid(text, WhyNot(reason, code));
        }

        return code.Length + national.Length > MaxDigits
            ? throw Invalid(text, $"it has more than {MaxDigits} digits")
            : new PhoneNumber(code, national, parts.Length == 1 ? null : ExtensionOf(parts[1], text), Library.IsValidNumber(number));
    }

    /// <summary>Whether a number stands in the directory in the form that password reset takes: of the form alone, not of the country's plan.</summary>
    internal static bool IsInForm(string text) =>
        Form().Match(text.Trim()) is { Success: true } match
        && match.Groups["code"].Value is var code
        && match.Groups["number"].Length is var length
        && code.Length + length <= MaxDigits
        && (code != "1" || length == 10)
        && Library.GetRegionCodeForCountryCode(int.Parse(code, CultureInfo.InvariantCulture)) != UnknownRegion;

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

    private static PhoneNumbers.PhoneNumber Read(string number, string whole)
    {
        try
        {
            return Library.Parse("+" + number, null);
        }
        catch (NumberParseException error)
        {
            throw Invalid(whole, error.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => "it has no country code that exists",
                ErrorType.TOO_LONG => $"it has more than {MaxDigits} digits",
                _ => "it is too short",
            });
        }
    }

    private static string WhyNot(PhoneNumberUtil.ValidationResult reason, string code) => reason switch
    {
        PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE => "it has no country code that exists",
        PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => "it has no area code",
        PhoneNumberUtil.ValidationResult.TOO_SHORT => code == "1" ? "a number after +1 has ten digits" : $"it is too short for +{code}",
        PhoneNumberUtil.ValidationResult.TOO_LONG => code == "1" ? "a number after +1 has ten digits" : $"it is too long for +{code}",
        _ => $"no number of +{code} has so many digits",
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

    [GeneratedRegex("^\\+(?<code>[1-9][0-9]{0,2}) (?<number>[0-9]{4,})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
