using SsprTools.Graph.Validation;

namespace SsprTools.Graph.Reporting;

/// <summary>The checks of Invoke-SsprValidation, and who vouches for what. Only where they were given: nobody else's page has a hole for it.</summary>
internal static class HtmlValidation
{
    public static void Write(SsprReport report, HtmlWriter html)
    {
        if (report.Validation.Items.Count == 0)
        {
            return;
        }

        html.Markup("<section id=\"checks\" aria-labelledby=\"checks-title\">\n<h2 id=\"checks-title\">Checks and attestations</h2>\n");
        html.Markup("<p class=\"lead\">Attested: no API showed it, and a person vouches for it until a day. Unknown is never compliant; skipped means that nothing was asked.</p>\n");
        html.Write($"<p>{string.Join(", ", report.Validation.Items.GroupBy(check => check.Verdict).OrderBy(group => group.Key).Select(group => $"{ReportWords.Number(group.Count())} {group.Key}"))}.</p>\n");
        foreach (var suite in report.Validation.Items.GroupBy(check => check.Suite))
        {
            html.Write($"<h3><bdi>{suite.Key}</bdi></h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Checks of {suite.Key}\" data-sort><table class=\"wide\">\n");
            html.Markup("<thead><tr><th scope=\"col\">Check</th><th scope=\"col\">Verdict</th><th scope=\"col\">Expected</th><th scope=\"col\">Actual</th><th scope=\"col\">Source</th><th scope=\"col\">Why, and what to do</th></tr></thead>\n<tbody>\n");
            foreach (var check in suite)
            {
                html.Write($"<tr><th scope=\"row\"><bdi>{check.Id}</bdi><br><span class=\"note\"><bdi>{check.Title}</bdi></span></th><td>{Mark(check.Verdict)}</td><td><bdi>{check.Expected}</bdi></td><td><bdi>{ReportTable.Actual(check)}</bdi></td>");
                html.Write($"<td class=\"source\">{check.Source}</td><td><bdi>{check.Reason}</bdi>{new HtmlFragment(check.NextStep.Length > 0 ? "<br>" : "")}<bdi>{check.NextStep}</bdi></td></tr>\n");
            }

            html.Markup("</tbody></table></div>\n");
        }

        html.Markup("</section>\n");
    }

    private static HtmlFragment Mark(ValidationVerdict verdict)
    {
        var (kind, sign) = verdict switch
        {
            ValidationVerdict.Pass or ValidationVerdict.Attested => (" good", "\u2713"),
            ValidationVerdict.Fail => (" bad", "\u2717"),
            ValidationVerdict.Unknown => (" wait", "?"),
            _ => ("", "\u2013"),
        };
        return new($"<span class=\"mark{kind}\"><span aria-hidden=\"true\">{sign}</span> {verdict}</span>");
    }
}
