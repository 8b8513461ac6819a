using System.Text.RegularExpressions;
using SsprTools.Graph;
using Xunit;

namespace SsprTools.Build.Tests;

/// <summary>Every error id has its entry in about_SsprTools_Errors, and every entry its id.</summary>
public sealed partial class ErrorPageTests
{
    private static readonly Dictionary<string, string> s_entries = Entries()
        .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "about_SsprTools_Errors.md")).ReplaceLineEndings("\n"))
        .ToDictionary(entry => entry.Groups["id"].Value, entry => entry.Groups["text"].Value.Trim());

    [Fact]
    public void The_page_lists_exactly_the_ids_that_there_are() =>
        Assert.Equal(Enum.GetNames<SsprErrorId>().Order(StringComparer.Ordinal), s_entries.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_entry_says_what_it_means_and_what_to_do() =>
        Assert.Empty(s_entries.Where(entry => entry.Value.Length < 25 || !entry.Value.EndsWith('.')).Select(entry => entry.Key));

    [GeneratedRegex(@"^### (?<id>\w+)\n(?<text>.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entries();
}
