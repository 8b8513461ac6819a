using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Reporting;

/// <summary>
/// Who cannot reset, by reason and by what to do. Long lists are cut into tables of some hundred rows, which the browser lays out only when they come into view;
/// what the rows of a group share stands once above them.
/// </summary>
internal static class HtmlUsers
{
    public const int RowsInTable = 400;

    // What fits on a screen or two is open at once; the rest is opened by who wants it.
    private const int OpenUpTo = 60;

    public static void Write(SsprReport report, HtmlWriter html)
    {
        html.Markup("<section id=\"users\" aria-labelledby=\"users-title\">\n<h2 id=\"users-title\">Who cannot reset</h2>\n");
        var users = report.Users.Items;
        if (report.Users.WhyEmpty is { } why)
        {
            HtmlReport.Empty(html, why);
        }
        else
        {
            var stuck = users.Where(user => user.Verdict != Verdict.Pass).ToList();
            html.Write($"<p class=\"lead\">{Sentence(users, stuck, report.Users.WhenNone)}</p>\n");
            foreach (var remark in report.Users.Remarks)
            {
                html.Write($"<p class=\"note\">{remark}</p>\n");
            }

            foreach (var group in stuck
                .GroupBy(user => (user.Verdict, user.Blocker))
                .OrderByDescending(group => group.Key.Verdict == Verdict.Fail)
                .ThenByDescending(group => group.Count()))
            {
                Group(group.Key.Verdict, group.Key.Blocker, [.. group], html);
            }
        }

        html.Markup("</section>\n");
    }

    private static string Sentence(IReadOnlyList<ReportUser> users, List<ReportUser> stuck, string? whenNone) => (users.Count, stuck.Count) switch
    {
        (0, _) => whenNone ?? "Nobody was checked.",
        (_, 0) => $"All {ReportWords.Number(users.Count)} users who were checked can reset.",
        _ => stuck.Count(user => user.Verdict == Verdict.Unknown) is > 0 and var unknown
            ? $"{ReportWords.Number(stuck.Count - unknown)} cannot reset, and of {ReportWords.Number(unknown)} it is not known."
            : $"{ReportWords.Number(stuck.Count)} cannot reset.",
    };

    private static void Group(Verdict verdict, string blocker, List<ReportUser> users, HtmlWriter html)
    {
        var mark = verdict == Verdict.Fail ? "bad" : "wait";
        html.Write($"<details{new HtmlFragment(users.Count <= OpenUpTo ? " open" : "")}><summary><span class=\"mark {mark}\"><span aria-hidden=\"true\">{ReportWords.Mark(verdict)}</span> {(verdict == Verdict.Fail ? "Cannot reset" : "Unknown")}</span> {ReportWords.Spaced(blocker)} <span class=\"count\">{ReportWords.Number(users.Count)} {(users.Count == 1 ? "user" : "users")}</span></summary>\n");
        foreach (var part in users.GroupBy(user => user.NextStep).OrderByDescending(part => part.Count()))
        {
            if (part.Key.Length > 0)
            {
                html.Write($"<p class=\"todo\"><strong>What to do:</strong> <bdi>{part.Key}</bdi></p>\n");
            }

            html.Markup("<div data-sort>\n");
            var rows = part.OrderBy(user => user.UserPrincipalName, StringComparer.OrdinalIgnoreCase).ToList();
            for (var start = 0; start < rows.Count; start += RowsInTable)
            {
                Table(rows, start, html);
            }

            html.Markup("</div>\n");
        }

        html.Markup("</details>\n");
    }

    private static void Table(List<ReportUser> rows, int start, HtmlWriter html)
    {
        var end = Math.Min(start + RowsInTable, rows.Count);
        // A table that is not full is laid out at once: the browser would reserve room for more rows than it has.
        html.Write($"<div{new HtmlFragment(end - start < RowsInTable ? "" : " class=\"chunk\"")}><table class=\"fixed\"><caption>{(rows.Count <= RowsInTable ? "Users" : $"Users {ReportWords.Number(start + 1)} to {ReportWords.Number(end)} of {ReportWords.Number(rows.Count)}")}</caption>");
        html.Markup("<colgroup><col class=\"who\"><col></colgroup><thead><tr><th scope=\"col\">User</th><th scope=\"col\">Reason</th></tr></thead><tbody>\n");
        for (var i = start; i < end; i++)
        {
            var user = rows[i];
            // Closing tags that HTML does without would be a third of the file.
            html.Write($"<tr><td><bdi>{user.UserPrincipalName}</bdi><td><bdi>{user.Reason}</bdi>{(user.SsprCode.Length > 0 ? " " + user.SsprCode : "")}\n");
        }

        html.Markup("</tbody></table></div>\n");
    }
}
