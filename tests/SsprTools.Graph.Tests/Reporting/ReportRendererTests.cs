using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using CsvHelper;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Reporting;
using SsprTools.Graph.Testing;
using SsprTools.Graph.Validation;
using Xunit;

namespace SsprTools.Graph.Tests.Reporting;

/// <summary>A report of any tenant is the same page with other words in it, whatever those words are.</summary>
public sealed class ReportRendererTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    private static readonly string[] s_pieces =
    [
        "<script>alert(1)</script>", "</script>", "</style>", "</title>", "<!--", "-->", "]]>", "\"", "'", "`", "&", "&lt;", "&#x3c;", "<", ">", "<img src=x onerror=alert(1)>",
        "\u202E", "\u2066", "\u200F", "\n", "\r\n", "\t", "\0", "\uD83D\uDE00", "\uD800", "\uFFFF", "javascript:alert(1)", "{{7*7}}", "${x}", "| a | b |", "[x](javascript:y)",
        "=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\uFF1D1", "\u2028", "Zoë", "日本", "a", " ", ";", ",", "%00", "\\", "*", "_", "#",
    ];

    [Fact]
    public void Two_thousand_hostile_tenants_change_no_element_and_no_attribute_of_the_page()
    {
        var random = new Random(20261120);
        var plain = Skeleton(Html(Of("name")));
        for (var i = 0; i < 2000; i++)
        {
            var hostile = Hostile(random);

            Assert.Equal(plain, Skeleton(Html(Of(hostile))));
        }
    }

    [Fact]
    public void What_a_reader_sees_is_the_name_itself_with_what_would_deceive_made_visible()
    {
        var page = new HtmlParser().ParseDocument(Html(Of("<b>A & \"B\"</b>\u202Eexe.\nZ")));

        Assert.Equal("<b>A & \"B\"</b>[U+202E]exe. Z", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public void No_field_of_a_table_starts_like_a_formula()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var hostile = (i % 3 == 0 ? "=" : "") + Hostile(random);
            foreach (var file in ReportFiles.Plan("/nowhere/r.csv", [], null, s_now, withChecks: true))
            {
                var text = Text(Of(hostile), file);
                using var reader = CsvReader.FromText(text);
                var width = text[..text.IndexOf('\r', StringComparison.Ordinal)].Split(',').Length;
                var rows = 0;
                foreach (var row in reader)
                {
                    rows++;
                    Assert.Equal(width, row.FieldCount);
                    for (var field = 0; field < row.FieldCount; field++)
                    {
                        var value = row.GetString(field);
                        // A spreadsheet that cuts at semicolons sees a cell after each of them, and blanks or quotes before a sign need not stop it.
                        Assert.DoesNotContain(value.Split(';').Select(part => part.TrimStart(' ', '"')), part => part.Length > 0 && "=+-@\t\r\n|\uFF1D\uFF0B\uFF0D\uFF20".Contains(part[0]));
                    }
                }

                Assert.True(rows > 0, file.Path);
            }
        }
    }

    [Fact]
    public void A_formula_is_escaped_and_an_ordinary_name_is_not()
    {
        Assert.Equal("'=1+1", FirstUser("=1+1"));
        Assert.Equal("ben@contoso.com", FirstUser("ben@contoso.com"));
        Assert.Equal("a \"b\", c", FirstUser("a \"b\", c"));
        Assert.Equal("a; b - c", FirstUser("a; b - c"));
        Assert.Equal("' =1+1", FirstUser("\t=1+1"));
        Assert.Equal("' =1+1", FirstUser("\r=1+1"));
        Assert.Equal("'\"=1+1", FirstUser("\"=1+1"));
        Assert.Equal("Sales;'=1+1", FirstUser("Sales;=1+1"));
    }

    [Fact]
    public void Markdown_of_a_hostile_tenant_has_the_lines_of_a_plain_one_and_no_markup_in_them()
    {
        var random = new Random(99);
        var plain = Markdown("name").Count(letter => letter == '\n');
        for (var i = 0; i < 500; i++)
        {
            var text = Markdown(Hostile(random));

            Assert.Equal(plain, text.Count(letter => letter == '\n'));
            Assert.DoesNotContain('<', text);
            Assert.DoesNotContain("](", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Json_gives_back_what_went_in()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var hostile = Hostile(random).Replace("\uD800", "", StringComparison.Ordinal);
            using var json = JsonDocument.Parse(Text(Of(hostile), new ReportFile("r.json", ReportFormat.Json, null)));

            Assert.Equal(hostile, json.RootElement.GetProperty("tenantName").GetString());
            Assert.DoesNotContain("<", json.RootElement.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Markdown)]
    [InlineData(ReportFormat.Json)]
    public void Everything_that_is_in_the_report_is_in_every_form(ReportFormat format)
    {
        var text = Text(Of("n"), new ReportFile("r", format, null));

        Assert.All(
            ["uGap reason", "policy remark", "step reason", "evidence", "impact reason", "user reason", "check reason", "vouching Ann"],
            word => Assert.Contains(word.Replace(" ", "", StringComparison.Ordinal), text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_unknown_is_the_word_and_never_a_zero()
    {
        var report = new SsprReport { GeneratedAt = s_now, Adoption = new([new SsprAdoption { AsOf = s_now, NotKnown = [new("Capable", "no permission")] }]) };
        var page = new HtmlParser().ParseDocument(Html(report));

        Assert.All(page.QuerySelectorAll(".cards .big"), card => Assert.Equal("Unknown", card.TextContent));
        Assert.All(page.QuerySelectorAll("#glance td.num"), cell => Assert.Equal("Unknown", cell.TextContent));
        Assert.Contains("no permission", page.QuerySelector("#glance .lead")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Who_loses_reset_is_not_nobody_while_it_is_not_known()
    {
        var report = new SsprReport { GeneratedAt = s_now, Impact = new([new ReportImpact("a@contoso.com", "Unknown", "The methods could not be read.", "")]) };
        var page = new HtmlParser().ParseDocument(Html(report));

        Assert.Equal("Unknown", page.QuerySelector(".cards .big")!.TextContent);
        Assert.Contains("of 1 it is not known", page.QuerySelector("#retirement")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_contents_lead_to_every_section_that_there_is()
    {
        foreach (var report in new[] { Of("n"), new SsprReport { GeneratedAt = s_now } })
        {
            var page = new HtmlParser().ParseDocument(Html(report));

            Assert.Equal(page.QuerySelectorAll("main > section").Select(section => "#" + section.Id), page.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")));
        }
    }

    [Fact]
    public void A_section_without_data_says_so_and_why_in_every_form()
    {
        var report = new SsprReport { GeneratedAt = s_now, Policy = new([], "It could not be read: Insufficient privileges.") };

        Assert.Contains("Insufficient privileges", new HtmlParser().ParseDocument(Html(report)).QuerySelector("#policy .empty")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Insufficient privileges", Text(report, new ReportFile("r", ReportFormat.Csv, "policy")), StringComparison.Ordinal);
        Assert.Contains("Insufficient privileges", Text(report, new ReportFile("r", ReportFormat.Markdown, null)), StringComparison.Ordinal);
        Assert.Contains(report.Gaps, gap => gap.What == "Policy");
    }

    [Fact]
    public void The_page_names_its_own_style_and_script_by_hash_and_nothing_from_outside()
    {
        var html = Html(Of("n"));
        var page = new HtmlParser().ParseDocument(html);
        var policy = page.QuerySelector("meta[http-equiv]")!.GetAttribute("content")!;

        foreach (var element in page.QuerySelectorAll("style, script"))
        {
            var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)));
            Assert.Contains($"'sha256-{hash}'", policy, StringComparison.Ordinal);
        }

        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], iframe, object, embed, base, form, link[rel=stylesheet], script[src], img"));
        Assert.DoesNotContain("http://", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_reason_of_a_user_is_the_first_rule_that_fails_and_not_the_age_of_the_report()
    {
        var user = ReportUser.Of(new UserReadiness
        {
            UserPrincipalName = "u", Verdict = Verdict.Unknown, Summary = "s", AsOf = s_now,
            Gates = [Of(Gate.Report, Verdict.Unknown), Of(Gate.License, Verdict.Unknown), Of(Gate.Scope, Verdict.Pass)],
        });

        Assert.Equal("License", user.Blocker);

        static GateVerdict Of(Gate gate, Verdict verdict) => new() { Gate = gate, Verdict = verdict, Reason = $"{gate}", RuleSource = "", Rule = "" };
    }

    private static string Hostile(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));

    private static string FirstUser(string name)
    {
        using var reader = CsvReader.FromText(Text(Of(name), new ReportFile("r", ReportFormat.Csv, "users")));
        foreach (var row in reader)
        {
            return row.GetString(0);
        }

        throw new InvalidOperationException("There is no row.");
    }

    private static string Markdown(string name) => Text(Of(name), new ReportFile("r", ReportFormat.Markdown, null));

    private static string Html(SsprReport report) => Text(report, new ReportFile("r", ReportFormat.Html, null));

    private static string Text(SsprReport report, ReportFile file)
    {
        using var stream = new MemoryStream();
        ReportFiles.Render(report, file, stream);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF');
    }

    /// <summary>The elements of a page with their attributes, where the tenant's words have no say.</summary>
    private static string Skeleton(string html) => string.Join(
        '\n',
        new HtmlParser().ParseDocument(html).All.Select(element =>
            $"{element.LocalName} {string.Join(' ', element.Attributes.Where(attribute => attribute.Name is not ("aria-label" or "content")).Select(attribute => $"{attribute.Name}={attribute.Value}"))}"));

    private static SsprReport Of(string name) => new()
    {
        TenantId = name, TenantName = name, Cloud = name, Account = name, GeneratedAt = s_now,
        Policy = new([new PolicySetting { Page = PolicyPage.Properties, Setting = "SelectedGroup", Value = "(" + name, Source = PolicySource.Portal, AsOf = s_now, Remarks = "policy remark " + name }]),
        Adoption = new([new SsprAdoption { AsOf = s_now, Users = 2, Capable = 1, Excluded = [new(name + "x", null, name)], NotKnown = [new("F", "uGap reason " + name)] }, new SsprAdoption { AsOf = s_now, By = "department", Value = name }]),
        Users = new([new ReportUser { UserPrincipalName = name, Verdict = Verdict.Fail, Blocker = "B" + name, Reason = name + "user reason", NextStep = "n" + name, SsprCode = "c" + name }]) { Remarks = [name] },
        Impact = new([new ReportImpact(name, "Loses" + name, "impact reason " + name, "n" + name)]),
        Tests = new([new TestRun
        {
            Id = name, UserId = name, UserPrincipalName = name, TenantId = name, StartedAt = s_now, ObservedAt = s_now,
            Steps = [new TestStep { Step = TestStepName.SignIn, State = TestStepState.Passed, Reason = "step reason " + name, Evidence = ["evidence " + name] }],
        }]),
        Validation = new([new ValidationResult
        {
            Id = "c" + name, Title = name, Suite = name, Severity = name, Verdict = ValidationVerdict.Attested, Expected = name, Source = name, Reference = name,
            Reason = "check reason " + name, NextStep = "n" + name, TenantId = name,
            Attestation = new Attestation { By = "vouching Ann" + name, At = s_now, Expires = s_now, Evidence = name, File = name },
        }]),
    };
}
