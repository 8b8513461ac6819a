using System.Security.Cryptography;
using System.Text;

namespace SsprTools.Graph.Reporting;

/// <summary>
/// One file that says everything: styles, script and drawings are in it, and its own content security policy lets nothing else in. Written as it is made, so
/// that fifty thousand users are never one string.
/// </summary>
internal static class HtmlReport
{
    private static readonly string s_style = Asset("report.css");
    private static readonly string s_script = Asset("report.js");

    public static void Write(SsprReport report, TextWriter output)
    {
        var html = new HtmlWriter(output);
        Head(report, html);
        html.Markup("<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<div class=\"wrap\">\n");
        Header(report, html);
        html.Markup("""
            <nav aria-label="Sections"><ul>
            <li><a href="#glance">At a glance</a></li><li><a href="#users">Who cannot reset</a></li><li><a href="#retirement">2027-02-01</a></li><li><a href="#policy">Policy</a></li>

            """);
        html.Markup(report.Validation.Items.Count > 0 ? "<li><a href=\"#checks\">Checks</a></li>\n" : "");
        html.Markup("""
            <li><a href="#tests">Test evidence</a></li><li><a href="#gaps">What could not be read</a></li><li><a href="#words">Words</a></li>
            </ul></nav>
            <main id="main">

            """);
        HtmlGlance.Write(report, html);
        HtmlUsers.Write(report, html);
        HtmlImpact.Write(report, html);
        HtmlPolicy.Write(report, html);
        HtmlValidation.Write(report, html);
        HtmlTests.Write(report, html);
        HtmlGaps.Write(report, html);
        html.Markup("</main>\n");
        html.Write($"<footer><p>Made by SsprTools {report.Version}. This file loads nothing from anywhere; it names people of your organisation, so treat it accordingly.</p></footer>\n");
        html.Markup("</div>\n");
        html.Write($"<script>{new HtmlFragment(s_script)}</script>\n</body>\n</html>\n");
    }

    /// <summary>How a section says that it has nothing to show, and why.</summary>
    public static void Empty(HtmlWriter html, string why) => html.Write($"<p class=\"empty\">{why}</p>\n");

    private static void Head(SsprReport report, HtmlWriter html)
    {
        var policy = $"default-src 'none'; style-src 'sha256-{Hash(s_style)}'; script-src 'sha256-{Hash(s_script)}'; img-src data:; base-uri 'none'; form-action 'none'";
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
        html.Markup("""
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">

            """);
        html.Write($"<title>Self-service password reset: {report.TenantName ?? report.TenantId ?? "unknown tenant"}</title>\n");
        html.Write($"<style>{new HtmlFragment(s_style)}</style>\n</head>\n");
    }

    private static void Header(SsprReport report, HtmlWriter html)
    {
        html.Write($"<header>\n<p class=\"kicker\">Self-service password reset</p>\n<h1><bdi>{report.TenantName ?? report.TenantId ?? "Unknown tenant"}</bdi></h1>\n<dl class=\"facts\">\n");
        Fact("Tenant", report.TenantId);
        Fact("Cloud", report.Cloud);
        Fact("Made", ReportWords.Time(report.GeneratedAt));
        Fact("Read as", report.Account);
        Fact("Oldest data", report.OldestData is { } oldest ? $"{ReportWords.Time(oldest)}, {ReportWords.Age(report.GeneratedAt - oldest)} old" : null);
        html.Markup("</dl>\n");
        if (report.IsSimulated)
        {
            html.Markup("<p class=\"banner\">Simulated: read from a sandbox. It proves nothing about a real tenant.</p>\n");
        }

        html.Markup("</header>\n");

        void Fact(string name, string? value) => html.Write($"<div><dt>{name}</dt><dd><bdi>{value ?? ReportWords.Unknown}</bdi></dd></div>\n");
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Asset(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
