using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Reporting;

/// <summary>The first section: how far the rollout is, in numbers, one ring and bars.</summary>
internal static class HtmlGlance
{
    public static void Write(SsprReport report, HtmlWriter html)
    {
        html.Markup("<section id=\"glance\" aria-labelledby=\"glance-title\">\n<h2 id=\"glance-title\">At a glance</h2>\n");
        if (report.Adoption.WhyEmpty is { } why)
        {
            HtmlReport.Empty(html, why);
        }

        var all = report.Adoption.Items.Count == 1 ? report.Adoption.Items[0] : report.Adoption.Items.FirstOrDefault(slice => slice is { Group: null, Value: null });
        if (all is not null)
        {
            html.Write($"<p class=\"lead\">{Sentence(all)}</p>\n");
        }

        Cards(report, all, html);
        if (all is not null)
        {
            html.Markup("<div class=\"split\">\n");
            Ring(all, html);
            Stages(all, html);
            html.Markup("</div>\n");
            Excluded(all, html);
        }

        if (report.Adoption.Items.Count > 1)
        {
            Slices(report.Adoption.Items, html);
        }

        html.Markup("</section>\n");
    }

    private static string Sentence(SsprAdoption all) => all switch
    {
        { Users: 0 } => $"{all.Slice}: there are no users to count.",
        { Capable: { } capable, Users: { } users } =>
            $"{ReportWords.Number(capable)} of {ReportWords.Number(users - (all.NotInReport ?? 0))} users in the registration report ({ReportWords.Percent(all.CapablePercent)}) can reset their own password. The report was {ReportWords.Age(all.ReportAge)} old.",
        _ => $"How many users can reset their own password is not known: {all.NotKnown.FirstOrDefault(gap => gap.Figure == nameof(SsprAdoption.Capable))?.Reason ?? "the report did not say."}",
    };

    private static void Cards(SsprReport report, SsprAdoption? all, HtmlWriter html)
    {
        html.Markup("<dl class=\"cards\">\n");
        if (all is not null)
        {
            Card("Can reset", all.Capable, Delta(all.Change?.Capable) ?? "in scope and registered", html);
            Card("Still have to register", all.ToRegister, "in scope, too few methods", html);
            Card("Reset by themselves", all.ResetBySelfService, $"users, last {all.Days} days", html);
            Card("Reset by the helpdesk", all.ResetByHelpdesk, $"users, last {all.Days} days", html);
        }

        if (report.Users.Items.Count > 0 && all is null)
        {
            Card("Can reset", report.Users.Items.Count(user => user.Verdict == Verdict.Pass), $"of {ReportWords.Number(report.Users.Items.Count)} users who were checked", html);
            Card("Cannot reset", report.Users.Items.Count(user => user.Verdict == Verdict.Fail), "of those who were checked", html);
        }

        var (losers, unknown) = (HtmlImpact.Losers(report).Count, HtmlImpact.Unknown(report));
        Card(
            "Lose reset in February 2027",
            report.Impact.WhyEmpty is not null || (losers == 0 && unknown > 0) ? null : losers,
            unknown > 0 ? $"not known of {ReportWords.Number(unknown)} users" : "when SMS and voice end",
            html);
        html.Markup("</dl>\n");

        static string? Delta(int? change) => change is null ? null : $"{ReportWords.Change(change)} since the snapshot before";
    }

    private static void Card(string name, int? figure, string remark, HtmlWriter html) => html.Write(
        $"<div><dt>{name}</dt><dd class=\"{(figure is null ? "big unknown" : "big")}\">{ReportWords.Number(figure)}</dd><dd class=\"sub\">{remark}</dd></div>\n");

    private static void Ring(SsprAdoption all, HtmlWriter html)
    {
        const double Length = 2 * Math.PI * 42;
        var share = all.CapablePercent;
        var text = share is null ? ReportWords.Unknown : share.Value.ToString("0", System.Globalization.CultureInfo.InvariantCulture) + " %";
        html.Write($"""
            <figure><svg viewBox="0 0 100 100" role="img" aria-labelledby="ring-title ring-desc">
            <title id="ring-title">Users who can reset</title><desc id="ring-desc">{Sentence(all)}</desc>
            <circle class="ring-track" cx="50" cy="50" r="42" stroke-width="9"/>

            """);
        if (share is > 0)
        {
            html.Write($"""<circle class="ring" cx="50" cy="50" r="42" stroke-width="9" stroke-dasharray="{HtmlText.Number(Length * share.Value / 100)} {HtmlText.Number(Length)}" transform="rotate(-90 50 50)"/>""");
        }

        html.Write($"""
            <text class="ring-text" x="50" y="54" aria-hidden="true"{new HtmlFragment(share is null ? " textLength=\"62\" lengthAdjust=\"spacingAndGlyphs\"" : "")}>{text}</text><text class="ring-sub" x="50" y="67" aria-hidden="true">can reset</text></svg>
            <figcaption>Of the users in the registration report</figcaption></figure>

            """);
    }

    private static void Stages(SsprAdoption all, HtmlWriter html)
    {
        html.Markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Stages\"><table class=\"bars\">\n<caption>Each stage is counted over all users in the report: registered people outside the scope count as registered.</caption>\n");
        html.Markup("<thead><tr><th scope=\"col\">Stage</th><th scope=\"col\" class=\"bar\">Share</th><th scope=\"col\" class=\"num\">Users</th><th scope=\"col\" class=\"num\">Percent</th>");
        html.Markup(all.Change is null ? "" : "<th scope=\"col\" class=\"num\">Change</th>");
        html.Markup("</tr></thead>\n<tbody>\n");
        var covered = all.Users - (all.NotInReport ?? 0);
        Stage("Users in the report", all.InScope is null && all.Capable is null ? null : covered, all.Change?.Users);
        Stage("In scope of the policy", all.InScope, all.Change?.InScope);
        Stage("Hold a usable method", all.HasUsableMethods, all.Change?.HasUsableMethods);
        Stage("Registered", all.Registered, all.Change?.Registered);
        Stage("Can reset", all.Capable, all.Change?.Capable);
        Stage($"Did reset by themselves, {all.Days} days", all.ResetBySelfService, all.Change?.ResetBySelfService);
        html.Markup("</tbody></table></div>\n");

        void Stage(string name, int? figure, int? change)
        {
            html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"bar\">{Bar(name, all.Percent(figure))}</td><td class=\"num\">{ReportWords.Number(figure)}</td><td class=\"num\">{ReportWords.Percent(all.Percent(figure))}</td>");
            if (all.Change is not null)
            {
                html.Write($"<td class=\"num\">{ReportWords.Change(change)}</td>");
            }

            html.Markup("</tr>\n");
        }
    }

    /// <summary>What a share is sorted by. As many decimals for all: the browser compares what stands after the point as a number of its own.</summary>
    private static string Key(double? percent) => percent?.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture) ?? "-1";

    /// <summary>A bar; the row that it stands in has the figures.</summary>
    private static HtmlFragment Bar(string name, double? percent)
    {
        var width = HtmlText.Number(Math.Clamp(percent ?? 0, 0, 100));
        using var text = new StringWriter();
        HtmlText.Encode($"{name}: {ReportWords.Percent(percent)}", text);
        return new($"<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" role=\"img\"><title>{text}</title><rect class=\"track\" width=\"100\" height=\"8\"/><rect class=\"fill\" width=\"{width}\" height=\"8\"/></svg>");
    }

    private static void Excluded(SsprAdoption all, HtmlWriter html)
    {
        html.Markup("<h3>Who is not counted</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who is not counted\"><table>\n<thead><tr><th scope=\"col\">Accounts</th><th scope=\"col\" class=\"num\">Number</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
        foreach (var excluded in all.Excluded)
        {
            html.Write($"<tr><th scope=\"row\"><bdi>{excluded.Reason}</bdi></th><td class=\"num\">{ReportWords.Number(excluded.Count)}</td><td><bdi>{excluded.Remarks}</bdi></td></tr>\n");
        }

        html.Write($"<tr><th scope=\"row\">Not in the report</th><td class=\"num\">{ReportWords.Number(all.NotInReport)}</td><td>Users of whom the registration report has no row yet. Nothing is known of their registration.</td></tr>\n");
        html.Markup("</tbody></table></div>\n");
    }

    private static void Slices(IReadOnlyList<SsprAdoption> slices, HtmlWriter html)
    {
        html.Markup("<h3>By group or property</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"By group or property\" data-sort><table class=\"bars wide\">\n");
        html.Markup("<thead><tr><th scope=\"col\">Who</th><th scope=\"col\" class=\"bar\">Can reset</th><th scope=\"col\" class=\"num\">Percent</th><th scope=\"col\" class=\"num\">Users</th><th scope=\"col\" class=\"num\">In scope</th><th scope=\"col\" class=\"num\">Registered</th><th scope=\"col\" class=\"num\">To register</th><th scope=\"col\" class=\"num\">Self-service</th><th scope=\"col\" class=\"num\">Helpdesk</th></tr></thead>\n<tbody>\n");
        foreach (var slice in slices)
        {
            html.Write($"<tr><th scope=\"row\"><bdi>{slice.Slice}</bdi></th><td class=\"bar\" data-value=\"{Key(slice.CapablePercent)}\">{Bar(slice.Slice, slice.CapablePercent)}</td>");
            html.Write($"<td class=\"num\" data-value=\"{Key(slice.CapablePercent)}\">{ReportWords.Percent(slice.CapablePercent)}</td>");
            foreach (var figure in new[] { slice.Users, slice.InScope, slice.Registered, slice.ToRegister, slice.ResetBySelfService, slice.ResetByHelpdesk })
            {
                html.Write($"<td class=\"num\" data-value=\"{figure ?? -1}\">{ReportWords.Number(figure)}</td>");
            }

            html.Markup("</tr>\n");
        }

        html.Markup("</tbody></table></div>\n");
    }
}
