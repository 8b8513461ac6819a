using System.Text.RegularExpressions;

namespace SsprTools.Packaging;

/// <summary>The .psd1 of a module, read and completed as text: what is packed stays the file that people review.</summary>
internal sealed partial class ModuleManifest(string path)
{
    private readonly string _text = File.ReadAllText(path);

    public string Author => Value("Author");

    public string Description => Value("Description");

    public string Copyright => Value("Copyright");

    public string LicenseUri => Value("LicenseUri");

    public IReadOnlyList<string> Tags => List("Tags");

    public IReadOnlyList<string> Cmdlets => [.. List("CmdletsToExport"), .. List("FunctionsToExport")];

    /// <summary>The manifest with the release notes and, where they are known, the addresses of the project and its icon in PSData.</summary>
    public string Complete(string releaseNotes, Uri? project, Uri? icon)
    {
        var data = PSData().Match(_text);
        if (!data.Success)
        {
            throw new PackException($"{path} has no PSData.");
        }

        var lines = new List<string>();
        if (project is not null)
        {
            lines.Add($"ProjectUri = '{project}'");
        }

        if (icon is not null)
        {
            lines.Add($"IconUri = '{icon}'");
        }

        lines.Add($"ReleaseNotes = @'\n{releaseNotes}\n'@");
        return _text.Insert(data.Index + data.Length, string.Concat(lines.Select(line => $"\n            {line}")));
    }

    private string Value(string name) => Regex.Match(_text, $@"^\s*{name}\s*=\s*'(?<value>(?:[^']|'')*)'", RegexOptions.Multiline) is { Success: true } match
        ? match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal)
        : throw new PackException($"{path} has no {name}.");

    private List<string> List(string name) => Regex.Match(_text, $@"^\s*{name}\s*=\s*@\((?<items>[^)]*)\)", RegexOptions.Multiline) is { Success: true } match
        ? [.. Items().Matches(match.Groups["items"].Value).Select(item => item.Groups["item"].Value)]
        : throw new PackException($"{path} has no {name}.");

    [GeneratedRegex(@"PSData\s*=\s*@\{")]
    private static partial Regex PSData();

    [GeneratedRegex("'(?<item>[^']*)'")]
    private static partial Regex Items();
}
