using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Reporting;

/// <summary>What was tested, step by step, with the ids under which the service keeps the evidence.</summary>
internal static class HtmlTests
{
    public static void Write(SsprReport report, HtmlWriter html)
    {
        html.Markup("<section id=\"tests\" aria-labelledby=\"tests-title\">\n<h2 id=\"tests-title\">Test evidence</h2>\n");
        if (report.Tests.WhyEmpty is { } why)
        {
            HtmlReport.Empty(html, why);
        }
        else if (report.Tests.Items.Count == 0)
        {
            HtmlReport.Empty(html, "No test was made.");
        }

        foreach (var run in report.Tests.Items)
        {
            Run(run, html);
        }

        html.Markup("</section>\n");
    }

    private static void Run(TestRun run, HtmlWriter html)
    {
        html.Write($"<h3><bdi>{run.UserPrincipalName}</bdi> {Mark(run.State)}</h3>\n");
        html.Write($"<p class=\"note\">Test {run.Id}, started {ReportWords.Time(run.StartedAt)}, last looked at {ReportWords.Time(run.ObservedAt)}.{(run.IsSimulated ? " Simulated: seen in a sandbox." : "")}</p>\n");
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Steps of the test of {run.UserPrincipalName}\"><table class=\"wide\">\n");
        html.Markup("<thead><tr><th scope=\"col\">Step</th><th scope=\"col\">State</th><th scope=\"col\">How</th><th scope=\"col\">At</th><th scope=\"col\">Why, and what it rests on</th></tr></thead>\n<tbody>\n");
        foreach (var step in run.Steps)
        {
            html.Write($"<tr><th scope=\"row\">{ReportWords.Spaced(step.Step.ToString())}</th><td>{Mark(step.State)}</td><td class=\"source\">{step.Mode}</td><td class=\"source\">{(step.At is null ? "\u2013" : ReportWords.Time(step.At))}</td><td><bdi>{step.Reason}</bdi>");
            if (step.Evidence.Count > 0)
            {
                html.Write($"<br><span class=\"note\">Evidence: <bdi>{string.Join("; ", step.Evidence)}</bdi></span>");
            }

            html.Markup("</td></tr>\n");
        }

        html.Markup("</tbody></table></div>\n");
    }

    private static HtmlFragment Mark(TestStepState state)
    {
        var kind = state switch
        {
            TestStepState.Passed => " good",
            TestStepState.Failed => " bad",
            TestStepState.Pending or TestStepState.Unknown => " wait",
            _ => "",
        };
        return new($"<span class=\"mark{kind}\"><span aria-hidden=\"true\">{ReportWords.Mark(state)}</span> {state}</span>");
    }
}
