using System.Text.Json.Nodes;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Who may not reset, with the code that the page shows: graph.md 3.2, licences of 3.7, administrators of 3.9, events of 1.12.</summary>
public sealed class ResetRefusalTests
{
    private const string Flow = "Self-service password reset flow activity progress";

    public static TheoryData<string, string?> Refusals => new()
    {
        { "none", "SSPR_0011" },
        { "outside-the-group", "SSPR_0013" },
        { "nested-in-the-group", null },
        { "no-licence", "SSPR_0012" },
        { "licence-without-reset", "SSPR_0012" },
        { "business-standard", null },
        { "no-methods", "SSPR_0014" },
        { "two-needed", "SSPR_0014" },
        { "method-not-allowed", "SSPR_0014" },
        { "office-with-extension", "SSPR_0014" },
        { "alternate-mobile-only", "SSPR_0014" },
        { "app-alone", "SSPR_0014" },
        { "app-and-email-where-nothing-else-is-allowed", "SSPR_0014" },
        { "app-and-email-where-a-phone-is-allowed", null },
        { "token-where-codes-are-not-allowed", "SSPR_0014" },
        { "notification-of-the-old-policy-after-migration", "SSPR_0014" },
        { "contact-phone", null },
        { "contact-phone-without-country", "SSPR_0014" },
        { "suspended-subscription", "SSPR_0012" },
        { "subscription-in-its-grace-period", null },
        { "synced-without-writeback", "SSPR_0010" },
        { "synced-business-standard", "SSPR_0012" },
        { "synced-agent-gone", "SSPR_0030" },
        { "synced", null },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_shows_its_code_graph_3_2(string what, string? code)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => Arrange(seed, what));
        RobotResult result = await tenant.DoAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        Assert.Equal(code is null, result.Succeeded);
        Assert.Equal(code, result.SsprCode);
    }

    [Theory]
    [InlineData("none", "Password reset is not enabled for this user")]
    [InlineData("no-methods", "User's account has insufficient authentication methods defined. Add authentication info to resolve this ")]
    public async Task A_refusal_is_an_event_with_its_reason_graph_1_12(string what, string reason)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => Arrange(seed, what));
        _ = await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga), "ResetRefused");
        Assert.Equal([(Flow, "success", "User submitted their user ID"), (Flow, "failure", reason)], await tenant.EventsAsync(PageTenant.Olga));
    }

    [Fact]
    public async Task Administrators_are_refused_when_allowedToUseSspr_is_off_graph_1_9()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => seed["authorizationPolicy"] = new JsonObject { ["allowedToUseSSPR"] = false });
        Assert.Equal("SSPR_0009", (await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Admin), "ResetRefused")).SsprCode);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
    }

    [Fact]
    public async Task The_users_policy_does_not_hold_for_administrators_graph_3_9()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.PolicyIn(seed)["enablementType"] = 0;
            PageTenant.PolicyIn(seed)["mobilePhoneOptionEnabled"] = false;
        });
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Admin, method: RobotMethod.Text));
    }

    [Fact]
    public async Task A_guest_and_a_disabled_account_are_refused_without_a_code_graph_3_8()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.UserIn(seed, PageTenant.Olga)["userType"] = "Guest";
            PageTenant.UserIn(seed, PageTenant.Nils)["accountEnabled"] = false;
        });
        RobotResult guest = await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Nils), "ResetRefused");
        Assert.Null(guest.SsprCode);
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        Assert.Contains("home organization", Assert.Single(browser.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_and_wrong_characters_stay_on_the_first_page_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser unknown = await tenant.AtGateAsync("nobody@contoso.onmicrosoft.com");
        Assert.Equal("Who are you?", unknown.SecondHeading);
        Assert.Contains("does not exist", Assert.Single(unknown.Errors), StringComparison.Ordinal);

        using Browser browser = tenant.Browser();
        await browser.GoAsync("/sspr", TestContext.Current.CancellationToken);
        string picture = browser.TextOf(".captcha");
        browser.Fill("User ID", PageTenant.Olga);
        browser.Fill("Enter the characters in the picture", "??????");
        await browser.PressAsync("Next", TestContext.Current.CancellationToken);
        Assert.Contains("do not match", Assert.Single(browser.Errors), StringComparison.Ordinal);
        Assert.NotEqual(picture, browser.TextOf(".captcha"));
        Assert.Empty(await tenant.EventsAsync(PageTenant.Olga));
    }

    [Fact]
    public async Task The_characters_stand_in_no_field_and_no_attribute()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = tenant.Browser();
        await browser.GoAsync("/sspr", TestContext.Current.CancellationToken);
        string picture = browser.TextOf(".captcha");
        Assert.Equal(6, picture.Length);
        Assert.DoesNotContain(
            browser.Document.All.SelectMany(element => element.Attributes), attribute => attribute.Value.Contains(picture, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("https://help.example/reset", "https://help.example/reset")]
    [InlineData("help@contoso.com", "mailto:help@contoso.com")]
    [InlineData("javascript:alert(1)", null)]
    public async Task The_helpdesk_link_of_the_policy_is_shown_graph_2_3(string contact, string? address)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            JsonObject policy = PageTenant.PolicyIn(seed);
            policy["enablementType"] = 0;
            policy["customizeHelpdeskLink"] = true;
            policy["customHelpdeskEmailOrUrl"] = contact;
        });
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        Assert.Equal(address, browser.Document.Links.Select(link => link.GetAttribute("href")).FirstOrDefault(href => href?.Contains("help", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task An_on_premises_refusal_is_0029_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => Arrange(seed, "synced"));
        await tenant.Graph.FaultAsync("on-premises-refused");
        Assert.Equal("SSPR_0029", (await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga), "ResetRefused")).SsprCode);
    }

    private static void Arrange(JsonObject seed, string what)
    {
        JsonObject olga = PageTenant.UserIn(seed, PageTenant.Olga);
        JsonObject policy = PageTenant.PolicyIn(seed);
        if (what.StartsWith("synced", StringComparison.Ordinal))
        {
            olga["onPremisesSyncEnabled"] = true;
            seed["onPremisesPolicy"] = new JsonObject { ["writebackEnabled"] = what != "synced-without-writeback", ["agentReachable"] = what != "synced-agent-gone" };
        }

        switch (what)
        {
            case "none":
                policy["enablementType"] = 0;
                break;
            case "outside-the-group":
                policy["enablementType"] = 1;
                policy["group"] = "Pilot";
                seed["groups"]![0]!["members"] = new JsonArray(PageTenant.Nils);
                break;
            case "nested-in-the-group":
                policy["enablementType"] = 1;
                policy["group"] = "Outer";
                seed["groups"]!.AsArray().Add(new JsonObject { ["displayName"] = "Outer", ["members"] = new JsonArray("Pilot") });
                break;
            case "no-licence":
                olga["licenses"] = new JsonArray();
                break;
            case "licence-without-reset":
                olga["licenses"] = new JsonArray("ENTERPRISEPACK");
                break;
            case "business-standard" or "synced-business-standard":
                olga["licenses"] = new JsonArray("O365_BUSINESS_PREMIUM");
                break;
            case "no-methods":
                _ = olga.Remove("methods");
                break;
            case "two-needed":
                policy["numberOfAuthenticationMethodsRequired"] = 2;
                break;
            case "method-not-allowed":
                policy["mobilePhoneOptionEnabled"] = false;
                break;
            case "office-with-extension":
                policy["officePhoneOptionEnabled"] = true;
                olga["methods"] = new JsonObject { ["officePhone"] = "+1 4255550199x12" };
                break;
            case "alternate-mobile-only":
                olga["methods"] = new JsonObject { ["alternateMobilePhone"] = PageTenant.Mobile };
                break;
            case "app-alone":
                policy["mobileAppCodeEnabled"] = true;
                policy["mobilePhoneOptionEnabled"] = false;
                policy["emailOptionEnabled"] = false;
                olga["methods"] = new JsonObject { ["authenticatorApps"] = 1 };
                break;
            case "app-and-email-where-nothing-else-is-allowed" or "app-and-email-where-a-phone-is-allowed":
                policy["numberOfAuthenticationMethodsRequired"] = 2;
                policy["mobileAppCodeEnabled"] = true;
                policy["mobilePhoneOptionEnabled"] = what == "app-and-email-where-a-phone-is-allowed";
                olga["methods"] = new JsonObject { ["authenticatorApps"] = 1, ["email"] = PageTenant.Mail };
                break;
            case "token-where-codes-are-not-allowed":
                seed["methodsPolicy"] = JsonNode.Parse("""
                    { "migrationState": "MigrationComplete", "email": { "enabled": true }, "microsoftAuthenticator": { "enabled": true, "isSoftwareOathEnabled": false } }
                    """);
                olga["methods"] = new JsonObject { ["softwareOath"] = 1 };
                break;
            case "notification-of-the-old-policy-after-migration":
                policy["mobileAppNotificationEnabled"] = true;
                seed["methodsPolicy"] = JsonNode.Parse("""{ "migrationState": "MigrationComplete", "email": { "enabled": true } }""");
                olga["methods"] = new JsonObject { ["authenticatorApps"] = 1 };
                break;
            case "contact-phone" or "contact-phone-without-country":
                _ = olga.Remove("methods");
                olga["contactMobile"] = what == "contact-phone" ? PageTenant.Mobile : "2065550100";
                break;
            case "suspended-subscription" or "subscription-in-its-grace-period":
                seed["skus"]![0]!["capabilityStatus"] = what == "suspended-subscription" ? "Suspended" : "Warning";
                break;
            default:
                break;
        }
    }
}
