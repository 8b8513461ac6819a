using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>Where a listing goes on: the state it reads (so that a chain of pages is of one piece), the next row, and the report's time.</summary>
internal sealed record SkipToken(int Version, int Position, long Ticks)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"RFNwdAo|{Version}|{Position}|{Ticks}")));

    public static SkipToken Parse(string text)
    {
        try
        {
            string[] parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('|');
            return new SkipToken(
                int.Parse(parts[1], CultureInfo.InvariantCulture),
                int.Parse(parts[2], CultureInfo.InvariantCulture),
                long.Parse(parts[3], CultureInfo.InvariantCulture));
        }
        catch (Exception problem) when (problem is FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new GraphError(400, "Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.");
        }
    }
}
