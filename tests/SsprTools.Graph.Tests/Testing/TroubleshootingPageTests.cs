using System.Reflection;
using System.Text.RegularExpressions;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Testing;
using Xunit;

namespace SsprTools.Graph.Tests.Testing;

/// <summary>docs/guides/troubleshooting.md has an entry for each code that the module knows, and for no other.</summary>
public sealed partial class TroubleshootingPageTests
{
    private static readonly string s_page = File.ReadAllText(Page()).ReplaceLineEndings("\n");

    [Fact]
    public void The_page_has_the_codes_that_the_module_gives_advice_for() =>
        Assert.Equal(Known().Order(StringComparer.Ordinal), Entry().Matches(s_page).Select(entry => entry.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_code_of_a_gate_is_among_them() =>
        Assert.Empty(ReadinessRules.Table.Select(rule => rule.SsprCode).OfType<string>().Except(Known(), StringComparer.Ordinal));

    private static string[] Known() =>
        [.. ((Dictionary<string, string>)typeof(ResetRefusal).GetField("s_advice", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!).Keys];

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "guides", "troubleshooting.md");
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException("docs/guides/troubleshooting.md");
    }

    [GeneratedRegex(@"^### (SSPR_\d{4})$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
