using Microsoft.Playwright;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>Pages that few people meet: the inboxes while something arrives, an office phone, a refusal by Active Directory, the review of old security info.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RarePagesTests(BrowserFixture browser, SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Codes_are_read_off_the_phone_and_the_mailbox_that_a_person_keeps_open()
    {
        await using var phone = await OpenAsync();
        await using var mailbox = await OpenAsync();
        await using var watched = await OpenAsync();
        var (holder, reader, person) = (PersonAt(phone), PersonAt(mailbox), PersonAt(watched));
        await holder.GoAsync("phone?number=" + Uri.EscapeDataString(Tenants.Mobile));
        await reader.GoAsync("mailbox?address=" + Tenants.Mail);
        await holder.SeesAsync("Phone");
        await reader.SeesAsync("Mailbox");

        await person.StartResetAsync(Tenants.Office);
        await person.ChooseGateAsync("Verification step 1", "Send an email to my alternate email");
        await Assertions.Expect(watched.Page.GetByLabel("Verification code")).ToBeFocusedAsync();
        var mailed = await sandbox.CodeAsync(Tenants.Office);
        await Assertions.Expect(mailbox.Page.Locator("ol.messages li").First).ToContainTextAsync(mailed);
        await reader.LookAsync("mailbox-arrived", "Mailbox");
        // Typed as it was read there, which the step accepts.
        await person.FillAsync(("Verification code", mailed));
        await person.PressAsync("Next");

        await person.ChooseGateAsync("Verification step 2", "Send a text to my mobile phone");
        await person.FillAsync(("Enter your phone number", Tenants.Mobile));
        await person.PressAsync("Text");
        await Assertions.Expect(watched.Page.GetByLabel("Verification code")).ToBeFocusedAsync();
        var texted = await sandbox.CodeAsync(Tenants.Office);
        Assert.NotEqual(mailed, texted);
        await Assertions.Expect(phone.Page.Locator("ol.messages li").First).ToContainTextAsync(texted);
        await holder.LookAsync("phone-arrived", "Phone");
        await person.FillAsync(("Verification code", texted));
        await person.PressAsync("Next");
        await person.SeesAsync("Choose a new password");
    }

    [Fact]
    public async Task An_office_phone_is_registered_by_a_call_and_with_an_extension_it_is_no_way_to_reset()
    {
        await using var watched = await OpenAsync();
        var person = PersonAt(watched);
        await person.SignInFullyAsync(Tenants.Office, Tenants.Known);
        await person.GoAsync("ssprsetup/method");
        await person.ChooseAsync("Office phone");
        await person.PressAsync("Confirm");
        await person.LookAsync("setup-office", "Office phone");
        await person.FillAsync(("What is the number of your office phone?", "12"));
        await person.PressAsync("Next");
        await person.AssertErrorAsync("This is not a phone number.");
        await person.FillAsync(("What is the number of your office phone?", "2065550155x12"));
        await person.PressAsync("Next");
        await person.AssertErrorAsync("without an extension");
        await person.FillAsync(("What is the number of your office phone?", "2065550155"));
        await person.PressAsync("Next");
        await person.LookAsync("setup-office-code", "Office phone: enter the code");
        await person.EnterCodeAsync(Tenants.Office, "Next");
        await person.SeesAsync("Success!");
        await person.PressAsync("Done");
        await person.GoAsync("ssprsetup");
        await Assertions.Expect(watched.Page.GetByText("Office phone: +44 2065550155")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_refusal_by_Active_Directory_says_why_with_its_code()
    {
        await using var watched = await OpenAsync();
        await using var process = await SandboxFixture.StartAsync(Tenants.Seed());
        await process.BreakAsync("on-premises-refused", TestContext.Current.CancellationToken);
        var person = PersonAt(watched, process);
        await person.StartResetAsync(Tenants.Synced);
        await person.SeesAsync("We're sorry");
        await Assertions.Expect(watched.Page.GetByText("Error code: SSPR_0029", new() { Exact = true })).ToBeVisibleAsync();
        await person.AssertErrorAsync("An admin has to act there");
        await person.LookAsync("refused-SSPR_0029", "We're sorry");
    }

    [Fact]
    public async Task Old_security_info_is_shown_until_somebody_says_that_it_is_right()
    {
        await using var watched = await OpenAsync();
        await using var process = await SandboxFixture.StartAsync(Tenants.Seed(seed => seed["portalPolicy"]!["registrationReconfirmIntevalInDays"] = 90));
        var person = PersonAt(watched, process);
        await SignInAsync();
        await person.SeesAsync("You are signed in");
        await process.AdvanceAsync(TimeSpan.FromDays(91), TestContext.Current.CancellationToken);
        await SignInAsync();
        await person.LookAsync("signin-review", "Is your security info still right?");
        await Assertions.Expect(watched.Page.GetByText("Email: " + Tenants.Mail)).ToBeVisibleAsync();
        await person.PressAsync("Change it");
        await person.SeesAsync("Security info");

        // Looking at it is no answer.
        await SignInAsync();
        await person.SeesAsync("Is your security info still right?");
        await person.PressAsync("Looks good");
        await person.SeesAsync("You are signed in");
        await SignInAsync();
        await person.SeesAsync("You are signed in");

        async Task SignInAsync()
        {
            await person.SignInAsync(Tenants.Office, Tenants.Known);
            await person.SeesAsync("Verify your identity");
            await person.PressAsync("Next");
            await person.SeesAsync("Enter code");
            await person.EnterCodeAsync(Tenants.Office, "Verify");
        }
    }

    private Task<WatchedPage> OpenAsync() => browser.OpenAsync(Look.Light with { BypassPolicy = true });

    private Person PersonAt(WatchedPage watched) => PersonAt(watched, sandbox.Process);

    private static Person PersonAt(WatchedPage watched, SandboxProcess process) => new(watched, process.Address, user => SandboxFixture.CodeAsync(process, user));
}
