using System.Text;
using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>about_SsprTools_Readiness shows the rules that the gates go by, row by row.</summary>
public sealed class ReadinessPageTests
{
    private const string Begin = "<!-- rules: made from ReadinessRules.Table; the test ReadinessPageTests says what belongs here -->";
    private const string End = "<!-- end of rules -->";

    [Fact]
    public void The_page_shows_the_table_of_rules_as_it_is()
    {
        var page = File.ReadAllText(Page()).ReplaceLineEndings("\n");
        var start = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, "The page has no place for the rules.");

        Assert.Equal(Table(), page[(start + Begin.Length)..end].Trim('\n'));
    }

    internal static string Table()
    {
        var text = new StringBuilder();
        foreach (var gate in ReadinessRules.Table.GroupBy(rule => rule.Gate))
        {
            text.Append("### ").Append(gate.Key).Append("\n\n| rule | when | verdict | code | documented in |\n|---|---|---|---|---|\n");
            foreach (var rule in gate)
            {
                var sources = string.Join(", ", rule.Source.Split(' ').Select(page => $"[{page.Split('/')[^1]}]({page})"));
                text.Append("| ").Append(rule.Id).Append(" | ").Append(rule.When).Append(" | ").Append(rule.Verdict).Append(" | ").Append(rule.SsprCode ?? "")
                    .Append(" | ").Append(sources).Append(" |\n");
            }

            text.Append('\n');
        }

        return text.ToString().Trim('\n');
    }

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "about_SsprTools_Readiness.md");
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException("docs/about_SsprTools_Readiness.md");
    }
}
