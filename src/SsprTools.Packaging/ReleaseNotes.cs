using System.Text.RegularExpressions;

namespace SsprTools.Packaging;

/// <summary>The part of CHANGELOG.md that is about one version.</summary>
internal static partial class ReleaseNotes
{
    /// <exception cref="PackException">The changelog does not know the version, or has nothing to say about it.</exception>
    public static string Of(string changelog, string version)
    {
        var text = changelog.ReplaceLineEndings("\n");
        var head = Headings().Matches(text).FirstOrDefault(match => match.Groups["version"].Value == version)
            ?? throw new PackException($"CHANGELOG.md has no heading '## [{version}]': write what is new before packing.");
        var start = head.Index + head.Length;
        var end = Headings().Match(text, start) is { Success: true } next ? next.Index : text.Length;
        var notes = text[start..end].Trim();
        return notes.Length > 0 ? notes : throw new PackException($"CHANGELOG.md says nothing below '## [{version}]': write what is new before packing.");
    }

    [GeneratedRegex(@"^## \[(?<version>[^\]]+)\].*$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
