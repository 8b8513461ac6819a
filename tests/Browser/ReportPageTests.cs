using Microsoft.Playwright;
using SsprTools.Graph.Reporting;
using Xunit;

namespace SsprTools.Browser.Tests;

/// <summary>The report as a person meets it: opened from disk, in either colour scheme, on a phone, on paper, with and without a script.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportPageTests(BrowserFixture browser) : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-report-").FullName;

    public static TheoryData<string> Looks => ["light", "dark", "phone", "phone-dark"];

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Is_accessible_and_fits(string name)
    {
        await using var watched = await browser.OpenAsync(LookOf(name) with { BypassPolicy = true });
        await OpenAsync(watched, SampleReport.Full());
        await watched.ScreenshotAsync($"report-{name}");
        File.Copy(Path.Combine(_folder, "report.html"), Path.Combine(BrowserFixture.Screenshots, "report.html"), overwrite: true);

        await watched.AssertFitsAsync();
        await watched.AssertAccessibleAsync();
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task An_empty_report_is_accessible_and_says_why_it_is_empty(string name)
    {
        await using var watched = await browser.OpenAsync(LookOf(name) with { BypassPolicy = true });
        await OpenAsync(watched, SampleReport.Empty);
        await watched.ScreenshotAsync($"report-empty-{name}");

        await watched.AssertFitsAsync();
        await watched.AssertAccessibleAsync();
        Assert.Equal(5, await watched.Page.Locator(".empty").CountAsync());
        Assert.Contains("Unknown", await watched.Page.Locator(".cards").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_the_network_for_nothing_and_its_own_policy_refuses_nothing_of_it()
    {
        await using var watched = await browser.OpenAsync();
        await OpenAsync(watched, SampleReport.Full());
        await watched.Page.Locator("#users summary").First.ClickAsync();

        Assert.Equal(watched.Page.Url.Split('#')[0], Assert.Single(watched.Requests));
        Assert.Empty(watched.Errors);
        Assert.True(await watched.Page.Locator("th button").CountAsync() > 0, "The script did not run.");
        Assert.NotEqual("rgba(0, 0, 0, 0)", await watched.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public async Task Its_policy_lets_no_script_and_no_request_in()
    {
        await using var watched = await browser.OpenAsync();
        await OpenAsync(watched, SampleReport.Full());

        await watched.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.intruder = 1'; document.body.append(s); const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i); }");

        Assert.False(await watched.Page.EvaluateAsync<bool>("'intruder' in window"));
        Assert.All(watched.Requests.Where(request => request.StartsWith("http", StringComparison.Ordinal)), request => Assert.Contains($"csp {request}", watched.Refused));
        Assert.Contains(watched.Errors, error => error.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Sorts_a_table_by_a_click_and_by_the_keyboard()
    {
        await using var watched = await browser.OpenAsync();
        await OpenAsync(watched, SampleReport.Full());
        var table = watched.Page.Locator("#glance table.wide");
        var users = table.Locator("thead th").Nth(3);

        await users.Locator("button").ClickAsync();
        Assert.Equal("ascending", await users.GetAttributeAsync("aria-sort"));
        Assert.Equal(["86", "204", "640", "812", "1,204", "2,946"], await table.Locator("tbody tr td:nth-child(4)").AllInnerTextsAsync());

        await users.Locator("button").PressAsync("Enter");
        Assert.Equal("descending", await users.GetAttributeAsync("aria-sort"));
        Assert.Equal("2,946", await table.Locator("tbody tr td:nth-child(4)").First.InnerTextAsync());
        Assert.Contains("descending", await watched.Page.Locator("#glance [role=status]").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sorts_shares_as_numbers_and_what_is_unknown_first()
    {
        await using var watched = await browser.OpenAsync();
        await OpenAsync(watched, SampleReport.Full());
        var table = watched.Page.Locator("#glance table.wide");

        await table.Locator("thead th button").Nth(2).ClickAsync();
        Assert.Equal(["16.2", "25.7", "59.3", "64.1", "86.2", "93.0"], (await table.Locator("tbody tr td:nth-child(3)").AllInnerTextsAsync()).Select(text => text.Split('\u00A0')[0]));

        await table.Locator("thead th button").Nth(8).ClickAsync();
        Assert.Equal("Unknown", await table.Locator("tbody tr td:nth-child(9)").First.InnerTextAsync());
    }

    [Fact]
    public async Task Sorting_goes_over_all_tables_of_a_long_list_and_loses_nobody()
    {
        await using var watched = await browser.OpenAsync();
        await OpenAsync(watched, SampleReport.Full(stuck: 4000));
        var group = watched.Page.Locator("#users details").First;
        await group.Locator("summary").ClickAsync();
        var tables = group.Locator("table");
        Assert.True(await tables.CountAsync() > 2);
        var before = await group.Locator("tbody tr").CountAsync();

        await tables.First.Locator("th button").First.ClickAsync();
        await tables.First.Locator("th button").First.ClickAsync();

        // The text as it stands in the page: what is scrolled out of view has no rendered one.
        var names = (await group.Locator("tbody tr td:first-child").AllTextContentsAsync()).Select(name => name.Trim()).ToList();
        Assert.Equal(before, names.Count);
        Assert.Equal(names.OrderDescending(StringComparer.Ordinal), names);
        Assert.Equal(before, names.Distinct().Count());
    }

    [Fact]
    public async Task Says_everything_without_a_script()
    {
        await using var watched = await browser.OpenAsync(new() { Script = false });
        await OpenAsync(watched, SampleReport.Full());

        Assert.Equal(0, await watched.Page.Locator("th button").CountAsync());
        await Assertions.Expect(watched.Page.GetByText("person00001@contoso.com")).ToBeVisibleAsync();
        await Assertions.Expect(watched.Page.GetByText("Two gates were passed")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Prints_dark_on_white_whatever_the_scheme_and_without_what_only_a_screen_can_do()
    {
        await using var watched = await browser.OpenAsync(Look.DarkScheme);
        await OpenAsync(watched, SampleReport.Full());
        await watched.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal("rgb(255, 255, 255)", await watched.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("rgb(0, 0, 0)", await watched.Page.EvaluateAsync<string>("getComputedStyle(document.body).color"));
        Assert.False(await watched.Page.Locator("nav").IsVisibleAsync());
        await watched.ScreenshotAsync("report-print");
        var pdf = await watched.Page.PdfAsync(new() { Path = Path.Combine(BrowserFixture.Screenshots, "report.pdf"), Format = "A4", Margin = new() { Top = "15mm", Bottom = "15mm", Left = "15mm", Right = "15mm" } });
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf, 0, 4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_on_paper_which_lists_are_not_on_it()
    {
        await using var watched = await browser.OpenAsync();
        await OpenAsync(watched, SampleReport.Full(stuck: 400));
        const string Word = "getComputedStyle(document.querySelector('#users details').querySelector('summary'), '::after').content";
        Assert.DoesNotContain("not printed", await watched.Page.EvaluateAsync<string>(Word), StringComparison.Ordinal);

        await watched.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Contains("not printed", await watched.Page.EvaluateAsync<string>(Word), StringComparison.Ordinal);

        await watched.Page.EvaluateAsync("document.querySelector('#users details').open = true");
        Assert.DoesNotContain("not printed", await watched.Page.EvaluateAsync<string>(Word), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_drawing_has_a_name_and_every_chart_its_figures()
    {
        await using var watched = await browser.OpenAsync();
        await OpenAsync(watched, SampleReport.Full());

        foreach (var drawing in await watched.Page.Locator("svg").AllAsync())
        {
            Assert.Equal("img", await drawing.GetAttributeAsync("role"));
            Assert.NotEqual("", (await drawing.Locator("title").TextContentAsync())!.Trim());
        }

        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Img, new() { Name = "Users who can reset" })).ToBeVisibleAsync();
        Assert.Equal(
            await watched.Page.Locator("table.bars tbody tr").CountAsync(),
            await watched.Page.Locator("table.bars tbody tr td.num:nth-child(3)").CountAsync());
    }

    [Fact]
    public async Task A_hostile_name_runs_nothing_and_loads_nothing()
    {
        const string Hostile = "\"><img src=http://127.0.0.1:9/x onerror=alert(1)></script><script>alert(2)</script>\u202Egnp.exe\n\U0001F469\u200D\U0001F4BB=cmd|'/C calc'!A0";
        await using var watched = await browser.OpenAsync(Look.Light with { BypassPolicy = true });
        watched.Page.Dialog += (_, dialog) => watched.Errors.Add("a dialog: " + dialog.Message);
        var report = SampleReport.Full(Hostile);
        report = report with
        {
            Users = new([.. report.Users.Items.Select(user => user with { UserPrincipalName = Hostile, Reason = Hostile, NextStep = Hostile, Blocker = Hostile })]),
            Impact = new([new(Hostile, Hostile, Hostile, Hostile)]),
            Validation = new([.. report.Validation.Items.Select(check => check with { Id = Hostile, Title = Hostile, Suite = Hostile, Expected = Hostile, Actual = Hostile, Source = Hostile, Reason = Hostile, NextStep = Hostile })]),
        };
        await OpenAsync(watched, report);

        Assert.Single(watched.Requests);
        Assert.Empty(watched.Errors);
        Assert.Contains("<img src=http", await watched.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("[U+202E]gnp.exe", await watched.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await watched.Page.Locator("img").CountAsync());
        Assert.Equal(1, await watched.Page.Locator("script").CountAsync());
    }

    [Fact]
    public async Task Fifty_thousand_users_open_and_sort_in_a_few_seconds()
    {
        await using var watched = await browser.OpenAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var file = Write(SampleReport.Full(stuck: 50_000));
        var written = watch.Elapsed;
        watch.Restart();
        await watched.Page.GotoAsync(new Uri(file).AbsoluteUri);
        await watched.Page.Locator("footer").WaitForAsync();
        var loaded = watch.Elapsed;
        var group = watched.Page.Locator("#users details").First;
        watch.Restart();
        await group.Locator("summary").ClickAsync();
        await Assertions.Expect(group.Locator("tbody tr").First).ToBeVisibleAsync();
        var opened = watch.Elapsed;
        watch.Restart();
        await group.Locator("th button").First.ClickAsync();
        await Assertions.Expect(group.Locator("th").First).ToHaveAttributeAsync("aria-sort", "ascending");
        var sorted = watch.Elapsed;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{new FileInfo(file).Length / 1e6:0.0} MB; written {written.TotalSeconds:0.00} s, loaded {loaded.TotalSeconds:0.00} s, opened {opened.TotalSeconds:0.00} s, sorted {sorted.TotalSeconds:0.00} s");
        Assert.InRange(new FileInfo(file).Length, 1, 8_000_000);
        // Generous, for a machine that does other things too; the figures themselves are in the output.
        Assert.InRange(loaded.TotalSeconds, 0, 15);
        Assert.InRange(opened.TotalSeconds, 0, 15);
        Assert.InRange(sorted.TotalSeconds, 0, 20);
    }

    private static Look LookOf(string name) => name switch
    {
        "dark" => Look.DarkScheme,
        "phone" => Look.Phone,
        "phone-dark" => Look.PhoneDark,
        _ => Look.Light,
    };

    private string Write(SsprReport report)
    {
        var file = Path.Combine(_folder, "report.html");
        ReportFiles.Write(report, new ReportFile(file, ReportFormat.Html, null), replace: true);
        return file;
    }

    private Task<IResponse?> OpenAsync(WatchedPage watched, SsprReport report) => watched.Page.GotoAsync(new Uri(Write(report)).AbsoluteUri);
}
