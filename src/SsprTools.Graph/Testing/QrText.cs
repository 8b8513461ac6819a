using System.Text;
using QRCoder;

namespace SsprTools.Graph.Testing;

/// <summary>
/// A QR code as lines of text, two modules in a character's height, with the quiet zone. Light modules are the blocks, so it reads right where the
/// text is light on dark.
/// </summary>
public static class QrText
{
    private const char Both = '\u2588', Upper = '\u2580', Lower = '\u2584';

    public static IReadOnlyList<string> Lines(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var code = QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.L);
        var modules = code.ModuleMatrix;
        bool Light(int row, int column) => row >= modules.Count || !modules[row][column];
        var lines = new List<string>();
        for (var row = 0; row < modules.Count; row += 2)
        {
            var line = new StringBuilder();
            for (var column = 0; column < modules.Count; column++)
            {
                line.Append((Light(row, column), Light(row + 1, column)) switch
                {
                    (true, true) => Both,
                    (true, false) => Upper,
                    (false, true) => Lower,
                    _ => ' ',
                });
            }

            lines.Add(line.ToString());
        }

        return lines;
    }
}
