using System.Globalization;
using System.Runtime.CompilerServices;

namespace SsprTools.Graph.Reporting;

/// <summary>
/// Writes HTML from interpolated strings: what stands in the program's text is markup, and every value that is put into it is encoded. So a value can
/// only get in unencoded by being an <see cref="HtmlFragment"/>.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    // The compiler gives this object to the handler; that is why it is no static method.
#pragma warning disable CA1822
    public void Write([InterpolatedStringHandlerArgument("")] ref Handler html)
    {
        // Everything was written while the handler was filled.
        _ = html;
    }
#pragma warning restore CA1822

    /// <summary>Markup without values in it.</summary>
    public void Markup(string html) => output.Write(html);

    [InterpolatedStringHandler]
    public readonly struct Handler
    {
        private readonly TextWriter _output;

        public Handler(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = literalLength + formattedCount;
            _output = writer.Output;
        }

        public void AppendLiteral(string html) => _output.Write(html);

        public void AppendFormatted(HtmlFragment fragment) => _output.Write(fragment.Html);

        public void AppendFormatted(string? text) => HtmlText.Encode(text, _output);

        public void AppendFormatted<T>(T value) => HtmlText.Encode(string.Create(CultureInfo.InvariantCulture, $"{value}"), _output);
    }

    private TextWriter Output => output;
}
