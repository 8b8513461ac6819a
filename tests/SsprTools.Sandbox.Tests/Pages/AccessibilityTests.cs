using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>What can be said about a page's accessibility without a browser: language, title, headings, labels, errors tied to their fields.</summary>
public sealed class AccessibilityTests
{
    [Fact]
    public async Task Every_page_of_the_users_is_well_formed()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["numberOfAuthenticationMethodsRequired"] = 2);
        CancellationToken token = TestContext.Current.CancellationToken;
        List<string> faults = [];
        using (Browser browser = tenant.Browser())
        {
            foreach (string path in new[] { "/", "/signin", "/sspr", "/phone?number=1", "/mailbox?address=a", "/authenticator?user=a" })
            {
                await browser.GoAsync(path, token);
                faults.AddRange(Faults(browser.Document, path));
            }
        }

        using Browser wrong = await tenant.SignInAsync(PageTenant.Olga, "not it");
        faults.AddRange(Faults(wrong.Document, "wrong password", hasError: true));
        using Browser update = await tenant.SignInAsync(PageTenant.Monica, PageTenant.Initial);
        faults.AddRange(Faults(update.Document, "update"));
        update.Fill("Current password", "not it");
        update.Fill("New password", PageTenant.Next);
        update.Fill("Confirm password", PageTenant.Next);
        await update.PressAsync("Sign in", token);
        faults.AddRange(Faults(update.Document, "update refused", hasError: true));
        using Browser verify = await tenant.SignInAsync(PageTenant.Olga);
        faults.AddRange(Faults(verify.Document, "verify"));
        using Browser more = await tenant.SignInAsync(PageTenant.Nils);
        faults.AddRange(Faults(more.Document, "more information"));
        await more.PressAsync("Next", token);
        faults.AddRange(Faults(more.Document, "registration"));
        using Browser refused = await tenant.AtGateAsync(PageTenant.Nils);
        faults.AddRange(Faults(refused.Document, "refused"));
        using Browser gate = await tenant.AtGateAsync(PageTenant.Admin);
        faults.AddRange(Faults(gate.Document, "gate"));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Every_page_of_the_sign_in_service_is_well_formed()
    {
        await using LoginTenant login = await LoginTenant.StartAsync(new SandboxOptions
        {
            SeedJson = PageTenant.Seed(seed => PageTenant.PolicyIn(seed)["numberOfAuthenticationMethodsRequired"] = 2).ToJsonString(),
        });
        List<string> faults = [];
        string authorize = (await login.GetAsync($"/{login.TenantId}/oauth2/v2.0/authorize?client_id={LoginTenant.CommandLineTools}&response_type=code"
            + $"&redirect_uri={Uri.EscapeDataString("http://localhost:49152/")}&scope={Uri.EscapeDataString(LoginTenant.GraphScope)}")).Is(200).Text;
        string request = UserSignInTests.Field(authorize, "request");
        Answer more = await login.PostFormAsync("/signin-complete", ("request", request), ("username", PageTenant.Olga), ("password", PageTenant.Known));
        await login.Tenant.SwitchAsync("code-for-tokens", true);
        Answer code = await login.PostFormAsync("/signin-complete", ("request", request), ("username", PageTenant.Olga), ("password", PageTenant.Known));
        Assert.Contains("name=\"otp\"", code.Text, StringComparison.Ordinal);
        Assert.Contains("/ssprsetup", more.Text, StringComparison.Ordinal);
        foreach ((string name, string html) in new[]
        {
            ("authorize", authorize), ("more information", more.Text), ("code", code.Text), ("device", (await login.GetAsync("/devicelogin")).Text),
        })
        {
            faults.AddRange(Faults(new HtmlParser().ParseDocument(html), name));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void The_check_sees_faults()
    {
        IDocument bad = new HtmlParser().ParseDocument(
            """<html><body><h1>a</h1><h3>b</h3><input id="x" name="x" aria-describedby="nothing"><p id="x"></p></body></html>""");
        Assert.True(Faults(bad, "bad", hasError: true).Count >= 7);
    }

    private static List<string> Faults(IDocument page, string name, bool hasError = false)
    {
        List<string> faults = [];
        Add(page.DocumentElement.GetAttribute("lang") == "en", "lang");
        Add(!string.IsNullOrWhiteSpace(page.Title), "title");
        Add(page.QuerySelector("meta[name=viewport]") is not null, "viewport");
        Add(page.QuerySelectorAll("main").Length == 1, "main");
        int[] levels = [.. page.QuerySelectorAll("h1,h2,h3,h4").Select(heading => heading.LocalName[1] - '0')];
        Add(levels.Count(level => level == 1) == 1 && levels[0] == 1, "h1");
        Add(levels.Zip(levels.Skip(1)).All(pair => pair.Second <= pair.First + 1), "heading order");
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Add(ids.Distinct().Count() == ids.Length, "unique ids");
        foreach (IElement field in page.QuerySelectorAll("input:not([type=hidden]),select"))
        {
            Add(page.QuerySelector($"label[for='{field.Id}']")?.TextContent.Trim().Length > 0, $"label of {field.Id}");
            Add((field.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(id => ids.Contains(id)), $"description of {field.Id}");
        }

        Add(page.QuerySelectorAll("input[type=radio]").All(radio => radio.Closest("fieldset")?.QuerySelector("legend") is not null), "legend");
        Add(page.QuerySelectorAll("button").All(button => button.TextContent.Trim().Length > 0), "button text");
        Add(page.QuerySelectorAll("a").OfType<IHtmlAnchorElement>().All(link => link.TextContent.Trim().Length > 0), "link text");
        if (hasError)
        {
            Add(
                page.QuerySelector("[aria-invalid=true]") is { } field && page.GetElementById(field.GetAttribute("aria-describedby")?.Trim().Split(' ')[^1] ?? "") is { } told
                    && told.GetAttribute("role") == "alert",
                "error tied to its field");
        }

        return faults;

        void Add(bool isWell, string what)
        {
            if (!isWell)
            {
                faults.Add($"{name}: {what}");
            }
        }
    }
}
