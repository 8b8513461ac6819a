namespace SsprTools.Graph.Reporting;

/// <summary>What could not be read, and what the words of the report mean.</summary>
internal static class HtmlGaps
{
    public static void Write(SsprReport report, HtmlWriter html)
    {
        html.Markup("<section id=\"gaps\" aria-labelledby=\"gaps-title\">\n<h2 id=\"gaps-title\">What could not be read, and why</h2>\n");
        var gaps = report.Gaps;
        if (gaps.Count == 0)
        {
            html.Markup("<p>Everything was read.</p>\n");
        }
        else
        {
            html.Markup("<p class=\"lead\">None of this counts as a pass or as zero anywhere in this report.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What could not be read\" data-sort><table>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
            foreach (var gap in gaps)
            {
                html.Write($"<tr><th scope=\"row\"><bdi>{gap.What}</bdi></th><td><bdi>{gap.Reason}</bdi></td></tr>\n");
            }

            html.Markup("</tbody></table></div>\n");
        }

        html.Markup("""
            </section>
            <section id="words" aria-labelledby="words-title">
            <h2 id="words-title">Words</h2>
            <dl class="words">
            <dt>In scope</dt><dd>The policy lets the user reset: it is on for everyone, or for a group that the user is in.</dd>
            <dt>Usable method</dt><dd>A registered method that reset accepts: a phone, a mail address, an authenticator app, security questions, as the policy allows. Passkeys, Windows Hello and alternate phones are none.</dd>
            <dt>Registered</dt><dd>As many usable methods as the policy asks for, in scope or not.</dd>
            <dt>Can reset</dt><dd>In scope and registered, by Microsoft's registration report, which is some hours old. It says nothing of licence, block or password writeback; Test-SsprUser does.</dd>
            <dt>Unknown</dt><dd>It could not be read. It never counts as a pass or as zero.</dd>
            <dt>Source</dt><dd>Graph: Microsoft's documented API. Portal: the undocumented one that the Entra portal itself calls. Observed: deduced from effects. Declared: from the administrators' own file.</dd>
            <dt>Simulated, assisted, automated</dt><dd>How a step of a test came about: in a sandbox; done by a person and seen by the module; checked by the module alone.</dd>
            </dl>
            </section>

            """);
    }
}
