using System.Text.Json;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Wrong codes at sign-in and registration are counted; and the spellings of the audit log of graph.md 1.12.</summary>
public sealed class WrongCodeTests
{
    [Fact]
    public async Task Five_wrong_codes_at_sign_in_begin_it_anew()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        CancellationToken token = TestContext.Current.CancellationToken;
        using Browser browser = await tenant.SignInAsync(PageTenant.Olga);
        await browser.PressAsync("Next", token);
        for (int number = 1; number < 5; number++)
        {
            await EnterAsync(browser, "Verify");
            Assert.Equal("Enter code", browser.FirstHeading);
        }

        await EnterAsync(browser, "Verify");
        Assert.Equal("Sign in", browser.FirstHeading);
        await browser.GoAsync("/signin/code", token);
        Assert.Equal("Sign in", browser.FirstHeading);
        Assert.Equal([50076, 500121, 500121, 500121, 500121, 500121], await tenant.SignInCodesAsync());
    }

    [Fact]
    public async Task Five_wrong_codes_at_registration_begin_the_method_anew()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["numberOfAuthenticationMethodsRequired"] = 2);
        CancellationToken token = TestContext.Current.CancellationToken;
        using Browser browser = await tenant.SignInAsync(PageTenant.Nils);
        await browser.PressAsync("Next", token);
        browser.Fill("What phone number would you like to use?", PageTenant.Mobile);
        await browser.PressAsync("Next", token);
        for (int number = 0; number < 5; number++)
        {
            Assert.Equal("Phone: enter the code", browser.SecondHeading);
            await EnterAsync(browser, "Next");
        }

        Assert.Equal("Phone", browser.SecondHeading);
        Assert.Null((await tenant.Graph.GetAsync($"/v1.0/users/{PageTenant.Nils}/authentication/phoneMethods")).Is(200).Value.Cast<JsonElement?>().FirstOrDefault());
    }

    [Theory]
    [InlineData("Self-service Password Management", false)]
    [InlineData("SSPR", true)]
    public async Task Service_name_and_trailing_blanks_are_switches_graph_1_12(string service, bool blanks)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.SwitchAsync("audit-service-name", service);
        await tenant.Graph.SwitchAsync("audit-trailing-blanks", blanks);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        IReadOnlyList<JsonElement> events = (await tenant.Graph.GetAsync($"{TestTenant.Audits}?$filter=loggedByService eq '{service}'")).Is(200).Value;
        Assert.Equal(6, events.Count);
        Assert.All(events, entry => Assert.Equal(blanks, entry.GetProperty("resultReason").GetString()!.EndsWith(' ')));
    }

    // The code that was sent is never this one by chance: it has six digits.
    private static async Task EnterAsync(Browser browser, string button)
    {
        browser.Fill("Verification code", "1234567");
        await browser.PressAsync(button, TestContext.Current.CancellationToken);
    }
}
