using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>The sandbox's pages as a person meets them in Chromium: each page wide and on a phone, light and dark.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SandboxPageTests(BrowserFixture browser, SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Done = "You are signed in";

    [Fact]
    public async Task The_tutorial_by_clicks_registers_and_resets_and_the_new_password_signs_in()
    {
        await using var watched = await OpenAsync();
        var monica = PersonAt(watched);
        await monica.GoAsync("");
        await monica.LookAsync("index", "SsprTools sandbox", thorough: true);

        await monica.FollowAsync("Sign in");
        await monica.LookAsync("signin", "Sign in");
        await monica.SignInAsync(Tenants.Monica, Tenants.Initial);
        await monica.LookAsync("signin-update", "Update your password", thorough: true);
        await monica.FillAsync(("Current password", Tenants.Initial), ("New password", Tenants.Known), ("Confirm password", Tenants.Known));
        await monica.PressAsync("Sign in");

        await monica.LookAsync("signin-more", "More information required");
        await monica.PressAsync("Next");
        await monica.LookAsync("setup-phone", "Phone");
        await monica.FillAsync(("What phone number would you like to use?", "2065550111"));
        await monica.PressAsync("Next");
        await monica.LookAsync("setup-phone-code", "Phone: enter the code");
        await monica.EnterCodeAsync(Tenants.Monica, "Next");
        await monica.LookAsync("setup-email", "Email");
        await monica.FillAsync(("What email would you like to use?", Tenants.Mail));
        await monica.PressAsync("Next");
        await monica.SeesAsync("Email: enter the code");
        await monica.EnterCodeAsync(Tenants.Monica, "Next");
        await monica.LookAsync("setup-success", "Success!");
        await monica.PressAsync("Done");
        await monica.LookAsync("signin-done", Done);

        await monica.FollowAsync("Security info");
        await monica.LookAsync("setup-overview", "Security info");
        await monica.FollowAsync("Add or change a method");
        await monica.LookAsync("setup-methods", "Choose a different method");
        await monica.ChooseAsync("Authenticator app");
        await monica.PressAsync("Confirm");
        await monica.LookAsync("setup-app", "Authenticator app");
        await monica.PressAsync("Next");
        await monica.SeesAsync("Authenticator app: enter the code");
        await monica.EnterCodeAsync(Tenants.Monica, "Next");
        await monica.SeesAsync("Success!");
        await monica.PressAsync("Done");
        await monica.PressAsync("Sign out");

        await monica.FollowAsync("Can't access your account?");
        await monica.LookAsync("reset-start", "Who are you?", thorough: true);
        await monica.StartResetAsync(Tenants.Monica);
        await monica.SeesAsync("Verification step 1");
        await monica.LookAsync("reset-gate-1", "Get back into your account");
        await monica.ChooseGateAsync("Verification step 1", "Send an email to my alternate email");
        await Assertions.Expect(monica.Page.GetByText("inbox")).ToBeVisibleAsync();
        await monica.LookAsync("reset-code", "Verification step 1");
        await monica.EnterCodeAsync(Tenants.Monica, "Next");
        await monica.LookAsync("reset-gate-2", "Verification step 2");
        await monica.ChooseGateAsync("Verification step 2", "Send a text to my mobile phone");
        await Assertions.Expect(monica.Page.GetByLabel("Enter your phone number")).ToBeFocusedAsync();
        await monica.LookAsync("reset-number", "Verification step 2");
        await monica.FillAsync(("Enter your phone number", "+44 2065550111"));
        await monica.PressAsync("Text");
        await Assertions.Expect(monica.Page.GetByLabel("Verification code")).ToBeFocusedAsync();
        await monica.EnterCodeAsync(Tenants.Monica, "Next");
        await monica.LookAsync("reset-password", "Choose a new password");
        await monica.FillAsync(("Enter new password", Tenants.Next), ("Confirm new password", Tenants.Next));
        await monica.PressAsync("Finish");
        await monica.LookAsync("reset-finished", "Your password has been reset");

        await monica.SignInAsync(Tenants.Monica, Tenants.Known);
        await monica.AssertErrorAsync("50126");
        await monica.SignInAsync(Tenants.Monica, Tenants.Next);
        await monica.LookAsync("signin-verify", "Verify your identity");
        await monica.PressAsync("Next");
        await monica.LookAsync("signin-code", "Enter code");
        await monica.EnterCodeAsync(Tenants.Monica, "Verify");
        await monica.SeesAsync(Done);
    }

    [Fact]
    public async Task What_reached_a_person_is_shown_and_a_notification_is_approved_there()
    {
        await using var watched = await OpenAsync();
        var quinn = PersonAt(watched);
        await quinn.StartResetAsync(Tenants.Quinn);
        await quinn.ChooseGateAsync("Verification step 1", "Answer my security questions");
        await Assertions.Expect(quinn.Page.Locator("#answer1")).ToBeFocusedAsync();
        await quinn.LookAsync("reset-questions", "Verification step 1");
        foreach (var question in await quinn.Page.Locator("main label").AllInnerTextsAsync())
        {
            await quinn.FillAsync((question, "not this"));
        }

        await quinn.PressAsync("Next");
        await quinn.AssertErrorAsync("The answers are not right");
        await quinn.LookAsync("reset-questions-wrong", "Verification step 1");
        await quinn.PressAsync("Choose another method");

        await quinn.ChooseGateAsync("Verification step 1", "Approve a notification on my authenticator app");
        await quinn.LookAsync("reset-notification", "Verification step 1");
        await quinn.PressAsync("I have approved it");
        await quinn.AssertErrorAsync("not been approved");
        await quinn.LookAsync("reset-notification-early", "Verification step 1");
        await using var phone = await OpenAsync();
        var held = PersonAt(phone);
        await held.GoAsync("authenticator?user=" + Tenants.Quinn);
        await held.LookAsync("authenticator", "Approve password reset?");
        await held.PressAsync("Approve");
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await quinn.PressAsync("I have approved it");
        await quinn.SeesAsync("Verification step 2");

        await quinn.StartResetAsync(Tenants.Slow);
        await quinn.ChooseGateAsync("Verification step 1", "Send an email to my alternate email");
        await held.GoAsync("mailbox?address=" + Tenants.Mail);
        await held.LookAsync("mailbox", "Mailbox", thorough: true);
        await Assertions.Expect(phone.Page.Locator("ol.messages li").First).ToContainTextAsync(await sandbox.CodeAsync(Tenants.Slow));
        await held.GoAsync("phone?number=1");
        await held.LookAsync("phone", "Phone");
    }

    [Fact]
    public async Task A_known_password_is_changed_and_a_wrong_or_weak_one_is_not()
    {
        await using var watched = await OpenAsync();
        var person = PersonAt(watched);
        await person.SignInFullyAsync(Tenants.Changer, Tenants.Known);
        await person.FollowAsync("Change password");
        await person.LookAsync("change", "Change password");
        foreach (var (current, next, confirm, words) in new[]
        {
            ("Wrong-Walrus-55", Tenants.Next, Tenants.Next, "The current password is not right."),
            (Tenants.Known, Tenants.Next, "Other-Giraffe-22", "The two passwords are not the same."),
            (Tenants.Known, "short", "short", "A password has 8 to 256 characters."),
        })
        {
            await person.FillAsync(("Current password", current), ("New password", next), ("Confirm password", confirm));
            await person.PressAsync("Submit");
            await person.AssertErrorAsync(words);
        }

        await person.LookAsync("change-refused", "Change password", thorough: true);
        await person.FillAsync(("Current password", Tenants.Known), ("New password", Tenants.Next), ("Confirm password", Tenants.Next));
        await person.PressAsync("Submit");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Your password has been changed.");
        await person.LookAsync("change-done", Done);
        await person.PressAsync("Sign out");
        await person.SignInFullyAsync(Tenants.Changer, Tenants.Next);
    }

    [Theory]
    [InlineData(Tenants.Outside, "SSPR_0013")]
    [InlineData(Tenants.NoLicence, "SSPR_0012")]
    [InlineData(Tenants.NoMethods, "SSPR_0014")]
    [InlineData(Tenants.Admin, "SSPR_0009")]
    public async Task A_refusal_says_why_with_its_code(string user, string code)
    {
        await using var watched = await OpenAsync();
        var person = PersonAt(watched);
        await person.StartResetAsync(user);
        await person.SeesAsync("We're sorry");
        await Assertions.Expect(watched.Page.GetByText($"Error code: {code}", new() { Exact = true })).ToBeVisibleAsync();
        await person.AssertErrorAsync("You can't reset your own password");
        await person.LookAsync($"refused-{code}", "We're sorry");
    }

    [Theory]
    [InlineData("SSPR_0010")]
    [InlineData("SSPR_0011")]
    [InlineData("SSPR_0030")]
    public async Task A_refusal_by_the_tenant_says_why_with_its_code(string code)
    {
        await using var watched = await OpenAsync();
        await using var process = await SandboxFixture.StartAsync(Tenants.Seed(seed =>
        {
            seed["onPremisesPolicy"] = new JsonObject { ["writebackEnabled"] = code != "SSPR_0010", ["agentReachable"] = code != "SSPR_0030" };
            seed["portalPolicy"]!["enablementType"] = code == "SSPR_0011" ? 0 : 2;
        }));
        var person = new Person(watched, process.Address, user => SandboxFixture.CodeAsync(process, user));
        await person.StartResetAsync(Tenants.Synced);
        await person.LookAsync($"refused-{code}", "We're sorry");
        await Assertions.Expect(watched.Page.GetByText($"Error code: {code}", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Mistakes_are_named_at_their_field_which_has_the_focus()
    {
        await using var watched = await OpenAsync();
        var person = PersonAt(watched);
        await person.GoAsync("signin");
        await person.FillAsync(("User name", "nobody@contoso.onmicrosoft.com"));
        await person.PressAsync("Next");
        await person.AssertErrorAsync("50034");
        await person.LookAsync("signin-unknown", "Sign in");
        await person.SignInAsync(Tenants.Clumsy, "Wrong-Walrus-55");
        await person.AssertErrorAsync("50126");
        await person.LookAsync("signin-wrong", "Enter password");

        await person.StartResetAsync("nobody@contoso.onmicrosoft.com");
        await person.AssertErrorAsync("does not exist");
        await person.LookAsync("reset-unknown", "Who are you?");
        await person.FillAsync(("User ID", Tenants.Clumsy), ("Enter the characters in the picture", "??????"));
        await person.PressAsync("Next");
        await person.AssertErrorAsync("do not match the picture");
        await person.LookAsync("reset-captcha-wrong", "Who are you?");

        await person.StartResetAsync(Tenants.Clumsy);
        await person.ChooseGateAsync("Verification step 1", "Send a text to my mobile phone");
        await person.FillAsync(("Enter your phone number", "2065550199"));
        await person.PressAsync("Text");
        await person.AssertErrorAsync("does not match the one on your account");
        await person.LookAsync("reset-number-wrong", "Verification step 1");
        await person.FillAsync(("Enter your phone number", Tenants.Mobile));
        await person.PressAsync("Text");
        await person.FillAsync(("Verification code", "1"));
        await person.PressAsync("Next");
        await person.AssertErrorAsync("incorrect verification code");
        await person.LookAsync("reset-code-wrong", "Verification step 1");

        await person.SignInFullyAsync(Tenants.Clumsy, Tenants.Known);
        await person.GoAsync("ssprsetup/method");
        await person.ChooseAsync("Phone");
        await person.PressAsync("Confirm");
        await person.FillAsync(("What phone number would you like to use?", "12"));
        await person.ChooseAsync("Call me");
        await person.PressAsync("Next");
        await person.AssertErrorAsync("This is not a phone number.");
        await Assertions.Expect(watched.Page.GetByLabel("Call me")).ToBeCheckedAsync();
        await person.LookAsync("setup-phone-wrong", "Phone", thorough: true);
        await person.FollowAsync("I want to set up a different method");
        await person.ChooseAsync("Email");
        await person.PressAsync("Confirm");
        await person.FillAsync(("What email would you like to use?", Tenants.Clumsy));
        await person.PressAsync("Next");
        await person.AssertErrorAsync("other than that of your work account");
        await person.GoAsync("ssprsetup/method");
        await person.ChooseAsync("Security questions");
        await person.PressAsync("Confirm");
        await person.LookAsync("setup-questions", "Security questions");
    }

    [Fact]
    public async Task Five_wrong_codes_block()
    {
        await using var watched = await OpenAsync();
        var person = PersonAt(watched);
        await person.StartResetAsync(Tenants.Blocked);
        await person.ChooseGateAsync("Verification step 1", "Send a text to my mobile phone");
        await person.FillAsync(("Enter your phone number", Tenants.Mobile));
        await person.PressAsync("Text");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await person.FillAsync(("Verification code", "1"));
            await person.PressAsync("Next");
            await person.AssertErrorAsync(attempt < 5 ? "incorrect verification code" : "blocked from resetting the password for 24 hours");
        }

        await person.LookAsync("blocked", "We're sorry", thorough: true);
    }

    [Fact]
    public async Task A_synced_person_says_why_and_who_takes_too_long_starts_again()
    {
        await using var watched = await OpenAsync();
        await using var process = await SandboxFixture.StartAsync(Tenants.Seed());
        var person = new Person(watched, process.Address, user => SandboxFixture.CodeAsync(process, user));
        await person.StartResetAsync(Tenants.Synced);
        await person.LookAsync("reset-reason", "Why are you having trouble signing in?");
        await person.PressAsync("Next");
        await person.ChooseGateAsync("Verification step 1", "Send an email to my alternate email");
        await process.AdvanceAsync(TimeSpan.FromMinutes(6), TestContext.Current.CancellationToken);
        await person.EnterCodeAsync(Tenants.Synced, "Next");
        await person.AssertErrorAsync("The code has expired");
        await process.AdvanceAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        await person.PressAsync("Send again");
        await person.AssertErrorAsync("a session ends after 15 minutes");
        await person.LookAsync("reset-too-late", "Your session has timed out");
    }

    // axe's script is put into the page, which the page's own policy rightly refuses.
    private Task<WatchedPage> OpenAsync() => browser.OpenAsync(Look.Light with { BypassPolicy = true });

    private Person PersonAt(WatchedPage watched) => new(watched, sandbox.Process.Address, sandbox.CodeAsync);
}
