using System.Text.RegularExpressions;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Mail addresses on the pages.</summary>
internal static partial class MailText
{
    public static bool IsAddress(string text) => text.Length <= 254 && Address().IsMatch(text);

    /// <summary>"m****@example.com".</summary>
    public static string Masked(string address)
    {
        int at = address.IndexOf('@', StringComparison.Ordinal);
        return at < 1 ? "****" : $"{address[0]}****{address[at..]}";
    }

    [GeneratedRegex(@"^[^\s@<>""]+@[^\s@<>""]+\.[^\s@<>"".]+$")]
    private static partial Regex Address();
}
