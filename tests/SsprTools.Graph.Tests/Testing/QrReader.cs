using System.Globalization;
using System.Text;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>
/// Reads a QR code from its modules, by ISO/IEC 18004 and not by the library that made it: format, mask, zigzag, segments. Versions 1 to 5 at
/// level L, which have one block; errors are not corrected, because there are none in a picture that was never printed.
/// </summary>
internal static class QrReader
{
    // Data codewords at level L of versions 1 to 5, table 7 of the standard.
    private static readonly int[] s_dataCodewords = [19, 34, 55, 80, 108];

    /// <param name="dark">The modules without the quiet zone.</param>
    public static string Read(bool[,] dark)
    {
        var size = dark.GetLength(0);
        var version = (size - 17) / 4;
        var format = Format(dark);
        if (format >> 3 != 1)
        {
            throw new InvalidDataException("not level L");
        }

        var bits = new List<bool>();
        var upward = true;
        for (var right = size - 1; right > 0; right -= 2)
        {
            if (right == 6)
            {
                right--;
            }

            for (var step = 0; step < size; step++)
            {
                var row = upward ? size - 1 - step : step;
                foreach (var column in new[] { right, right - 1 })
                {
                    if (!IsFunction(row, column, size, version))
                    {
                        bits.Add(dark[row, column] ^ Masked(format & 7, row, column));
                    }
                }
            }

            upward = !upward;
        }

        return Text([.. bits.Take(s_dataCodewords[version - 1] * 8)]);
    }

    private static string Text(bool[] bits)
    {
        const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        var at = 0;
        int Take(int count)
        {
            var value = bits.Skip(at).Take(count).Aggregate(0, (sum, bit) => (sum << 1) | (bit ? 1 : 0));
            at += count;
            return value;
        }

        var text = new StringBuilder();
        while (at + 4 <= bits.Length)
        {
            switch (Take(4))
            {
                case 0:
                    return text.ToString();
                case 1:
                    for (var left = Take(10); left > 0; left -= 3)
                    {
                        text.Append(Take(left >= 3 ? 10 : left == 2 ? 7 : 4).ToString(CultureInfo.InvariantCulture).PadLeft(Math.Min(left, 3), '0'));
                    }

                    break;
                case 2:
                    for (var left = Take(9); left > 0; left -= 2)
                    {
                        var pair = Take(left >= 2 ? 11 : 6);
                        text.Append(left >= 2 ? $"{Alphanumeric[pair / 45]}{Alphanumeric[pair % 45]}" : $"{Alphanumeric[pair]}");
                    }

                    break;
                case 4:
                    text.Append(Encoding.UTF8.GetString([.. Enumerable.Range(0, Take(8)).Select(_ => (byte)Take(8))]));
                    break;
                default:
                    throw new InvalidDataException("a mode that is not read here");
            }
        }

        return text.ToString();
    }

    // The five bits beside the upper left finder: two of level, three of mask; masked themselves with 101010000010010.
    private static int Format(bool[,] dark)
    {
        var value = 0;
        foreach (var column in new[] { 0, 1, 2, 3, 4 })
        {
            value = (value << 1) | (dark[8, column] ? 1 : 0);
        }

        return value ^ 0b10101;
    }

    private static bool IsFunction(int row, int column, int size, int version)
    {
        var finder = (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9);
        var middle = 4 * version + 10;
        var alignment = version > 1 && Math.Abs(row - middle) <= 2 && Math.Abs(column - middle) <= 2;
        return finder || alignment || row == 6 || column == 6;
    }

    private static bool Masked(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => (row / 2 + column / 3) % 2 == 0,
        5 => row * column % 2 + row * column % 3 == 0,
        6 => (row * column % 2 + row * column % 3) % 2 == 0,
        _ => ((row + column) % 2 + row * column % 3) % 2 == 0,
    };
}
