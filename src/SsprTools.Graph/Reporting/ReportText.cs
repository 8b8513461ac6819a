using System.Globalization;
using System.Text;

namespace SsprTools.Graph.Reporting;

/// <summary>
/// Names in a directory are written by anybody. Characters that turn the direction of what follows, or that nobody sees, would let one pass for another, in a
/// report that people decide by; so they are shown by their number.
/// </summary>
internal static class ReportText
{
    public static string Visible(string text)
    {
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (letter is '\r' or '\n' or '\t')
            {
                result.Append(' ');
            }
            else if (IsHidden(letter))
            {
                result.Append(CultureInfo.InvariantCulture, $"[U+{(int)letter:X4}]");
            }
            else
            {
                result.Append(letter);
            }
        }

        return result.ToString();
    }

    // Joiners (200C, 200D) stay: emoji and several scripts are written with them.
    private static bool IsHidden(char letter) => char.IsControl(letter)
        || letter is '\u200B' or '\u200E' or '\u200F' or '\u061C' or '\uFEFF' or '\u2028' or '\u2029' or '\u00AD'
        || letter is >= '\u202A' and <= '\u202E'
        || letter is >= '\u2060' and <= '\u2069';
}
