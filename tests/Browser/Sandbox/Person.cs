using Microsoft.Playwright;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>A person at the sandbox's pages: reads headings, fills fields by their labels, clicks; and looks at each page in four ways.</summary>
internal sealed class Person(WatchedPage watched, Uri sandbox, Func<string, Task<string>> codes)
{
    // 360 px is the narrowest phone that is common.
    private static readonly (string Name, int Width, int Height, ColorScheme Scheme)[] s_looks =
    [
        ("wide", 1280, 900, ColorScheme.Light), ("wide-dark", 1280, 900, ColorScheme.Dark), ("phone", 360, 740, ColorScheme.Light), ("phone-dark", 360, 740, ColorScheme.Dark),
    ];

    public IPage Page => watched.Page;

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(sandbox, path).AbsoluteUri);

    /// <summary>The page has this heading and fits: wide and on a phone, light and dark. What it looked like is kept.</summary>
    /// <param name="thorough">axe-core judges it in all four; else in two, in which each width and each colour scheme comes once: it takes most of the time.</param>
    public async Task LookAsync(string name, string heading, bool thorough = false)
    {
        await SeesAsync(heading);
        foreach (var look in s_looks)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
            await Page.SetViewportSizeAsync(look.Width, look.Height);
            await watched.ScreenshotAsync($"sandbox-{name}-{look.Name}");
            await watched.AssertFitsAsync();
            if (thorough || look.Name is "wide" or "phone-dark")
            {
                await watched.AssertAccessibleAsync();
            }
        }
    }

    /// <summary>One of the page's headings is this.</summary>
    public Task SeesAsync(string heading) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();

    public async Task FillAsync(params (string Label, string Value)[] fields)
    {
        foreach (var (label, value) in fields)
        {
            await Page.GetByLabel(label, new() { Exact = true }).FillAsync(value);
        }
    }

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    public Task ChooseAsync(string label) => Page.GetByLabel(label, new() { Exact = true }).CheckAsync();

    public async Task EnterCodeAsync(string user, string button)
    {
        await FillAsync(("Verification code", await codes(user)));
        await PressAsync(button);
    }

    /// <summary>The page says what is wrong, and the focus is there: on the field that the words belong to, or on the words.</summary>
    public async Task AssertErrorAsync(string words)
    {
        var error = Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(error).ToContainTextAsync(words);
        if (await error.GetAttributeAsync("id") is { } id)
        {
            var field = Page.Locator($"[aria-invalid=true][aria-describedby~='{id}']");
            await Assertions.Expect(field).ToBeFocusedAsync();
        }
        else
        {
            await Assertions.Expect(error.Locator("a").Or(Page.Locator("p[role=alert][tabindex]"))).ToBeFocusedAsync();
        }
    }

    public async Task SignInAsync(string user, string password)
    {
        await GoAsync("signin");
        await EnterPasswordAsync(user, password);
    }

    /// <summary>From the page that asks for the user name, however one came there.</summary>
    public async Task EnterPasswordAsync(string user, string password)
    {
        await FillAsync(("User name", user));
        await PressAsync("Next");
        await SeesAsync("Enter password");
        await FillAsync(("Password", password));
        await PressAsync("Sign in");
    }

    /// <summary>Signs in with the code that a text brings.</summary>
    public async Task SignInFullyAsync(string user, string password)
    {
        await SignInAsync(user, password);
        await SeesAsync("Verify your identity");
        await PressAsync("Next");
        await SeesAsync("Enter code");
        await EnterCodeAsync(user, "Verify");
        await SeesAsync("You are signed in");
    }

    /// <summary>The first page of a reset, with the characters of its picture.</summary>
    public Task StartResetAsync(string user) => StartResetAsync(new Uri(sandbox, "sspr"), user);

    public async Task StartResetAsync(Uri link, string user)
    {
        await Page.GotoAsync(link.AbsoluteUri);
        await FillAsync(("User ID", user), ("Enter the characters in the picture", await Page.Locator(".captcha").InnerTextAsync()));
        await PressAsync("Next");
    }

    public async Task ChooseGateAsync(string step, string option)
    {
        await SeesAsync(step);
        await ChooseAsync(option);
        await PressAsync("Next");
    }
}
