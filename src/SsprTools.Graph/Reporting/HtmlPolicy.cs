using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Reporting;

/// <summary>The policy, page by page of the portal, each value with where it came from.</summary>
internal static class HtmlPolicy
{
    public static void Write(SsprReport report, HtmlWriter html)
    {
        html.Markup("<section id=\"policy\" aria-labelledby=\"policy-title\">\n<h2 id=\"policy-title\">Policy</h2>\n");
        if (report.Policy.WhyEmpty is { } why)
        {
            HtmlReport.Empty(html, why);
        }
        else
        {
            html.Markup("<p class=\"lead\">What is set, whether that is the default, and where the value came from. The user policy has no public API, so a value can be unknown.</p>\n");
            foreach (var page in report.Policy.Items.GroupBy(setting => setting.Page))
            {
                Page(page.Key, page, html);
            }
        }

        html.Markup("</section>\n");
    }

    private static void Page(PolicyPage page, IEnumerable<PolicySetting> settings, HtmlWriter html)
    {
        var title = ReportWords.Spaced(page.ToString());
        html.Write($"<h3>{title}</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\" data-sort><table class=\"wide policy\">\n");
        html.Markup("<colgroup><col class=\"name\"><col class=\"value\"><col class=\"preset\"><col class=\"from\"><col class=\"when\"><col></colgroup><thead><tr><th scope=\"col\">Setting</th><th scope=\"col\">Value</th><th scope=\"col\">Default</th><th scope=\"col\">Source</th><th scope=\"col\">Read</th><th scope=\"col\">Remarks</th></tr></thead>\n<tbody>\n");
        foreach (var setting in settings)
        {
            html.Write($"<tr><th scope=\"row\">{ReportWords.Spaced(setting.Setting)}</th>");
            if (setting.Value is null)
            {
                html.Markup("<td><span class=\"mark wait\"><span aria-hidden=\"true\">?</span> Unknown</span></td>");
            }
            else
            {
                html.Write($"<td><bdi>{ReportWords.Value(setting.Value)}</bdi></td>");
            }

            html.Write($"<td>{Default(setting)}</td><td class=\"source\">{setting.Source}</td><td class=\"source\">{ReportWords.Time(setting.AsOf)}</td><td><bdi>{setting.Remarks}</bdi></td></tr>\n");
        }

        html.Markup("</tbody></table></div>\n");
    }

    private static string Default(PolicySetting setting) => (setting.Default, setting.IsDefault) switch
    {
        (null, _) => ReportWords.Unknown,
        (_, true) => $"{ReportWords.Value(setting.Default)} (unchanged)",
        _ => ReportWords.Value(setting.Default),
    };
}
