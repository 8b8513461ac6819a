using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SsprTools.Sandbox.Pages;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>What every page keeps to: form tokens, encoding, labels, titles, no script but the one that fetches messages.</summary>
public sealed class PageFormTests
{
    private static readonly string[] s_open = ["/", "/signin", "/sspr", "/phone", "/mailbox", "/authenticator", "/phone?number=%2B12065550100"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_without_the_sessions_token_is_refused()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using HttpClient client = new() { BaseAddress = tenant.Graph.Host.BaseAddress };
        foreach (string? token in new[] { null, "", "0011" })
        {
            Dictionary<string, string> fields = new() { ["username"] = PageTenant.Olga };
            if (token is not null)
            {
                fields["requestToken"] = token;
            }

            using FormUrlEncodedContent form = new(fields);
            using HttpResponseMessage response = await client.PostAsync(new Uri("/signin", UriKind.Relative), form, Token);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        using StringContent json = new("{}", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage other = await client.PostAsync(new Uri("/signin", UriKind.Relative), json, Token);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Answers_are_never_stored_never_framed_and_run_no_script()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using HttpClient client = new() { BaseAddress = tenant.Graph.Host.BaseAddress };
        using HttpResponseMessage response = await client.GetAsync(new Uri("/sspr", UriKind.Relative), Token);
        Assert.True(response.Headers.CacheControl!.NoStore);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        string cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"sandbox-{tenant.Graph.Host.BaseAddress.Port}=", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_messages_may_run_its_own_script_and_no_other()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using HttpClient client = new() { BaseAddress = tenant.Graph.Host.BaseAddress };
        using HttpResponseMessage response = await client.GetAsync(new Uri("/mailbox?address=a@b.example", UriKind.Relative), Token);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(LiveMessages.Script)));
        Assert.Contains($"script-src 'sha256-{hash}';", policy, StringComparison.Ordinal);
        Assert.Contains($"<script>{LiveMessages.Script}</script>", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_outside_is_encoded()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => seed["tenant"]!["displayName"] = "<b>Con\"toso</b>");
        using Browser browser = tenant.Browser();
        const string Evil = "\"><script>alert(1)</script>";
        foreach (string path in new[] { "/signin?username=", "/sspr?username=", "/phone?number=", "/mailbox?address=", "/authenticator?user=" })
        {
            await browser.GoAsync(path + Uri.EscapeDataString(Evil), Token);
            Assert.Empty(browser.Document.QuerySelectorAll("b"));
            Assert.All(browser.Document.QuerySelectorAll("script"), RequireOurs);
            Assert.Contains(browser.Document.QuerySelectorAll<IHtmlInputElement>("input"), input => input.Value == Evil);
            Assert.Contains("<b>Con\"toso</b>", browser.Document.Title!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_page_has_a_title_one_heading_a_label_for_each_field_and_no_strange_script()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            JsonObject policy = PageTenant.PolicyIn(seed);
            policy["securityQuestionsOptionEnabled"] = true;
            policy["officePhoneOptionEnabled"] = true;
            policy["mobileAppCodeEnabled"] = true;
        });
        using Browser browser = tenant.Browser();
        List<string> titles = [];
        foreach (string path in s_open)
        {
            await browser.GoAsync(path, Token);
            Look(browser, titles);
        }

        using Browser gate = await tenant.AtGateAsync(PageTenant.Olga);
        Look(gate, titles);
        await gate.PressAsync("Next", Token);
        Look(gate, titles);
        gate.Fill("Enter your phone number", PageTenant.Mobile);
        await gate.PressAsync("Text", Token);
        Look(gate, titles);

        using Browser signIn = await tenant.SignInAsync(PageTenant.Monica, PageTenant.Initial);
        Look(signIn, titles);
        signIn.Fill("Current password", PageTenant.Initial);
        signIn.Fill("New password", PageTenant.Next);
        signIn.Fill("Confirm password", PageTenant.Next);
        await signIn.PressAsync("Sign in", Token);
        Look(signIn, titles);
        foreach (string method in new[] { "Phone", "Email", "Office phone", "Authenticator app", "Security questions" })
        {
            await signIn.GoAsync("/ssprsetup/method", Token);
            Look(signIn, titles);
            signIn.Choose(method);
            await signIn.PressAsync("Confirm", Token);
            Look(signIn, titles);
        }

        Assert.True(titles.Distinct().Count() >= 12, string.Join("; ", titles.Distinct()));
    }

    [Fact]
    public async Task An_unknown_address_is_404_and_the_index_links_to_every_start()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using HttpClient client = new() { BaseAddress = tenant.Graph.Host.BaseAddress };
        using HttpResponseMessage missing = await client.GetAsync(new Uri("/nonsense", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using Browser browser = tenant.Browser();
        await browser.GoAsync("/", Token);
        foreach (string link in new[] { "Sign in", "Register for password reset", "Reset a forgotten password", "Change a password", "Phone", "Mailbox", "Authenticator app" })
        {
            await browser.GoAsync("/", Token);
            await browser.FollowAsync(link, Token);
        }
    }

    [Fact]
    public async Task Two_browsers_are_two_people()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser one = await tenant.SignInAsync(PageTenant.Nils);
        using Browser other = tenant.Browser();
        await other.GoAsync("/signin/done", Token);
        Assert.Equal("You are signed in", one.FirstHeading);
        Assert.Equal("Sign in", other.FirstHeading);
    }

    [Fact]
    public async Task The_phone_and_mailbox_show_what_came_and_nothing_else()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        using Browser browser = tenant.Browser();
        await browser.GoAsync("/phone?number=" + Uri.EscapeDataString("+1 (206) 555-0100"), Token);
        string shown = Assert.Single(browser.TextsOf("ol.messages li"));
        Assert.Contains(await tenant.CodeAsync(PageTenant.Mobile), shown, StringComparison.Ordinal);
        await browser.GoAsync("/phone?number=%2B12065550101", Token);
        Assert.Empty(browser.TextsOf("ol.messages li"));
        await browser.GoAsync($"/mailbox?address={PageTenant.Olga}", Token);
        Assert.Contains("has been reset", Assert.Single(browser.TextsOf("ol.messages li")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_can_be_asked_for_by_receiver_user_and_number_contract()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Nils));
        Answer all = (await tenant.Graph.GetAsync("/_sandbox/messages")).Is(200);
        Assert.Equal(["seq", "time", "channel", "to", "userPrincipalName", "text", "code"], all.Value[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("sms", all.Value[0].GetProperty("channel").GetString());
        Assert.Equal(2, (await tenant.Graph.GetAsync($"/_sandbox/messages?user={PageTenant.Olga}")).Value.Count);
        _ = Assert.Single((await tenant.Graph.GetAsync("/_sandbox/messages?to=%2B1%202065550100")).Value);
        Assert.Equal(all.Value.Count - 1, (await tenant.Graph.GetAsync($"/_sandbox/messages?since={all.Value[0].GetProperty("seq")}")).Value.Count);
    }

    private static void RequireOurs(IElement script) => Assert.Equal(LiveMessages.Script, script.TextContent);

    private static void Look(Browser browser, List<string> titles)
    {
        IHtmlDocument page = browser.Document;
        titles.Add($"{page.Title} {browser.Headings}");
        Assert.False(string.IsNullOrWhiteSpace(page.Title));
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        _ = Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("[onclick], [style]"));
        Assert.All(page.QuerySelectorAll("script"), RequireOurs);
        Assert.NotNull(page.QuerySelector("meta[name=viewport]"));
        Assert.Equal(page.All.Where(element => element.Id is not null).Select(element => element.Id).Distinct().Count(), page.All.Count(element => element.Id is not null));
        foreach (IElement field in page.QuerySelectorAll("input:not([type=hidden]), select"))
        {
            Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']"));
            Assert.All((field.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries), id => Assert.NotNull(page.GetElementById(id)));
        }

        foreach (IHtmlFormElement form in page.Forms.Where(form => form.Method == "post"))
        {
            Assert.NotNull(form.QuerySelector("input[type=hidden][name=requestToken]"));
            Assert.NotNull(form.QuerySelector("button[type=submit]"));
        }
    }
}
