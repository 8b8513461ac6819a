using System.Globalization;
using System.Text;
using System.Xml;
using SsprTools.Graph.Reporting;

namespace SsprTools.Graph.Validation;

/// <summary>
/// What a check says, without what XML cannot hold: names in a directory are written by anybody, and one such letter costs Pester its whole results file.
/// </summary>
internal static class PrintableText
{
    public static string Of(string text)
    {
        var visible = ReportText.Visible(text);
        var result = new StringBuilder(visible.Length);
        for (var i = 0; i < visible.Length; i++)
        {
            if (i + 1 < visible.Length && XmlConvert.IsXmlSurrogatePair(visible[i + 1], visible[i]))
            {
                result.Append(visible, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(visible[i]))
            {
                result.Append(visible[i]);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"[U+{(int)visible[i]:X4}]");
            }
        }

        return result.ToString();
    }
}
