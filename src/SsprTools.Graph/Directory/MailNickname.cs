using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Graph.Directory;

/// <summary>
/// The mail nickname that Graph requires of every user and group, mail or not: at most 64 ASCII characters without
/// <c>@ () \ [] " ; : . &lt;&gt; ,</c> and blank. Source: facts/graph.md 1.3.
/// </summary>
internal static class MailNickname
{
    private const int Longest = 64;

    /// <summary>Only letters, digits, hyphen and underscore stay, which every reading of the rule allows.</summary>
    public static string From(string name)
    {
        var kept = new string([.. name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_').Take(Longest)]);
        // A name in another script leaves nothing; the same name must still give the same nickname each time.
        return kept.Length > 0 ? kept : "sspr-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];
    }
}
