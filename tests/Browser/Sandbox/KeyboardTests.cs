using Microsoft.Playwright;
using Xunit;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>A whole reset without a mouse, under the pages' own policy: the focus is where one types, Tab goes on in the order of the page and is seen, Enter submits.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KeyboardTests(BrowserFixture browser, SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    // The way the focus can be seen; and the words that name what has it.
    private const string FocusedName =
        "() => { const e = document.activeElement; const s = getComputedStyle(e); if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) return 'unseen ' + e.outerHTML; "
        + "return e.labels?.length ? e.labels[0].innerText : e.innerText; }";

    [Fact]
    public async Task Resets_a_password_by_the_keyboard_alone_and_signs_in_with_it()
    {
        await using var watched = await browser.OpenAsync();
        var (page, keyboard) = (watched.Page, watched.Page.Keyboard);
        await page.GotoAsync(new Uri(sandbox.Process.Address, "signin").AbsoluteUri);
        await TabsAsync(page, "User name", "Next", "Can't access your account?");
        await keyboard.PressAsync("Enter");

        await FocusAsync(page, "User ID");
        await keyboard.TypeAsync(Tenants.Keyboard);
        await TabsAsync(page, "User ID", "Enter the characters in the picture", "Next", "Cancel");
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.TypeAsync(await page.Locator(".captcha").InnerTextAsync());
        await keyboard.PressAsync("Enter");

        await HeadingAsync(page, "Verification step 1");
        await TabToAsync(page, "Send an email to my alternate email");
        await TabsAsync(page, "Send an email to my alternate email", "Next", "Cancel");
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Enter");

        await FocusAsync(page, "Verification code");
        await keyboard.TypeAsync("1");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#code[aria-invalid=true]")).ToBeFocusedAsync();
        await keyboard.TypeAsync(await sandbox.CodeAsync(Tenants.Keyboard));
        await TabsAsync(page, "Verification code", "Next", "Send again", "Choose another method", "Cancel");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Space");

        await HeadingAsync(page, "Verification step 2");
        await TabToAsync(page, "Send a text to my mobile phone");
        await keyboard.PressAsync("ArrowDown");
        await FocusAsync(page, "Call my mobile phone");
        await keyboard.PressAsync("ArrowUp");
        await FocusAsync(page, "Send a text to my mobile phone");
        await keyboard.PressAsync("Enter");
        await FocusAsync(page, "Enter your phone number");
        await keyboard.TypeAsync(Tenants.Mobile);
        await keyboard.PressAsync("Enter");
        await FocusAsync(page, "Verification code");
        await keyboard.TypeAsync(await sandbox.CodeAsync(Tenants.Keyboard));
        await keyboard.PressAsync("Enter");

        await FocusAsync(page, "Enter new password");
        await keyboard.TypeAsync(Tenants.Next);
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync(Tenants.Next);
        await keyboard.PressAsync("Enter");
        await HeadingAsync(page, "Your password has been reset");
        await TabToAsync(page, "Sign in with your new password");
        await keyboard.PressAsync("Enter");

        await FocusAsync(page, "User name");
        await keyboard.TypeAsync(Tenants.Keyboard);
        await keyboard.PressAsync("Enter");
        await FocusAsync(page, "Password");
        await keyboard.TypeAsync(Tenants.Next);
        await keyboard.PressAsync("Enter");
        await HeadingAsync(page, "Verify your identity");

        // Nothing from elsewhere, nothing that the policy refused.
        Assert.All(watched.Requests, request => Assert.StartsWith(sandbox.Process.Address.AbsoluteUri, request, StringComparison.Ordinal));
        Assert.Empty(watched.Errors);
    }

    private static Task HeadingAsync(IPage page, string heading) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();

    /// <summary>The page put the focus on the field of this label, and it can be seen.</summary>
    private static async Task FocusAsync(IPage page, string label)
    {
        await Assertions.Expect(page.GetByLabel(label, new() { Exact = true })).ToBeFocusedAsync();
        Assert.Equal(label, await page.EvaluateAsync<string>(FocusedName));
    }

    /// <summary>From the first, which has the focus, Tab goes to each of the others in this order.</summary>
    private static async Task TabsAsync(IPage page, params string[] stops)
    {
        await Assertions.Expect(page.Locator(":focus")).ToHaveCountAsync(1);
        Assert.Equal(stops[0], await page.EvaluateAsync<string>(FocusedName));
        foreach (var stop in stops[1..])
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.Equal(stop, await page.EvaluateAsync<string>(FocusedName));
        }
    }

    private static async Task TabToAsync(IPage page, string first)
    {
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal(first, await page.EvaluateAsync<string>(FocusedName));
    }
}
