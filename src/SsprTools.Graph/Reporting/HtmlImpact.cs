namespace SsprTools.Graph.Reporting;

/// <summary>Who loses reset when Microsoft's own texts and calls end (facts/graph.md 3.11).</summary>
internal static class HtmlImpact
{
    public static IReadOnlyList<ReportImpact> Losers(SsprReport report) =>
        [.. report.Impact.Items.Where(row => row.Effect.StartsWith("Lose", StringComparison.OrdinalIgnoreCase))];

    /// <summary>Of how many it is not known whether they lose it.</summary>
    public static int Unknown(SsprReport report) => report.Impact.Items.Count(row => row.Effect == ReportWords.Unknown);

    public static void Write(SsprReport report, HtmlWriter html)
    {
        html.Markup("<section id=\"retirement\" aria-labelledby=\"retirement-title\">\n<h2 id=\"retirement-title\">Who loses reset on 2027-02-01</h2>\n");
        html.Markup("<p class=\"lead\">On that day Microsoft-provided text messages and calls end, password reset included, unless the tenant has a telecom provider of its own. Passkeys are no reset method.</p>\n");
        if (report.Impact.WhyEmpty is { } why)
        {
            HtmlReport.Empty(html, why);
        }
        else
        {
            var losers = Losers(report);
            var unknown = Unknown(report);
            html.Write($"<p><strong>{ReportWords.Number(losers.Count)}</strong> {(losers.Count == 1 ? "user loses" : "users lose")} the ability to reset{(unknown > 0 ? $", and of {ReportWords.Number(unknown)} it is not known" : "")}.</p>\n");
            foreach (var remark in report.Impact.Remarks)
            {
                html.Write($"<p class=\"note\">{remark}</p>\n");
            }

            foreach (var group in report.Impact.Items.GroupBy(row => row.Effect).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                Group(group.Key, [.. group.OrderBy(row => row.UserPrincipalName, StringComparer.OrdinalIgnoreCase)], html);
            }
        }

        html.Markup("</section>\n");
    }

    private static void Group(string effect, List<ReportImpact> rows, HtmlWriter html)
    {
        html.Write($"<details{new HtmlFragment(rows.Count <= 60 ? " open" : "")}><summary>{ReportWords.Spaced(effect)} <span class=\"count\">{ReportWords.Number(rows.Count)} {(rows.Count == 1 ? "user" : "users")}</span></summary>\n");
        foreach (var part in rows.GroupBy(row => row.NextStep).OrderByDescending(part => part.Count()))
        {
            if (part.Key.Length > 0)
            {
                html.Write($"<p class=\"todo\"><strong>What to do:</strong> <bdi>{part.Key}</bdi></p>\n");
            }

            html.Markup("<div data-sort>\n");
            foreach (var chunk in part.Chunk(HtmlUsers.RowsInTable))
            {
                html.Write($"<div{new HtmlFragment(chunk.Length < HtmlUsers.RowsInTable ? "" : " class=\"chunk\"")}><table class=\"fixed\"><caption>Users</caption>");
                html.Markup("<colgroup><col class=\"who\"><col></colgroup><thead><tr><th scope=\"col\">User</th><th scope=\"col\">Reason</th></tr></thead><tbody>\n");
                foreach (var row in chunk)
                {
                    html.Write($"<tr><td><bdi>{row.UserPrincipalName}</bdi><td><bdi>{row.Reason}</bdi>\n");
                }

                html.Markup("</tbody></table></div>\n");
            }

            html.Markup("</div>\n");
        }

        html.Markup("</details>\n");
    }
}
