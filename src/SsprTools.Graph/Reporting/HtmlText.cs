using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SsprTools.Graph.Reporting;

/// <summary>Makes text safe to stand between tags or in a quoted attribute, and makes visible what would deceive a reader.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static void Encode(string? text, TextWriter output)
    {
        if (text is null)
        {
            return;
        }

        s_encoder.Encode(output, ReportText.Visible(text));
    }

    /// <summary>A number for an attribute of a drawing.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
