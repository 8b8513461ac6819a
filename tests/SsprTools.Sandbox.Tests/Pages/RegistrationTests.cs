using System.Text.Json.Nodes;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Registration: graph.md 3.1, methods by policy and migration state of 1.7, administrators of 3.9.</summary>
public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PreMigration", true, false, "Phone")]
    [InlineData("PreMigration", false, false, "")]
    [InlineData("MigrationInProgress", true, false, "Phone")]
    [InlineData("MigrationInProgress", false, true, "Phone")]
    [InlineData("MigrationComplete", true, false, "")]
    [InlineData("MigrationComplete", false, true, "Phone")]
    public async Task The_phone_is_offered_by_policy_and_migration_state_graph_1_7(string state, bool legacy, bool methodsPolicy, string offered)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.PolicyIn(seed)["mobilePhoneOptionEnabled"] = legacy;
            seed["methodsPolicy"] = new JsonObject
            {
                ["migrationState"] = state, ["sms"] = new JsonObject { ["enabled"] = methodsPolicy }, ["email"] = new JsonObject { ["enabled"] = true },
            };
        });
        using Browser browser = await AtMethodsAsync(tenant);
        Assert.Equal(offered.Length > 0 ? ["Phone", "Email"] : ["Email"], browser.Choices());
    }

    [Fact]
    public async Task Security_questions_stay_in_the_legacy_policy_graph_1_7()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.PolicyIn(seed)["securityQuestionsOptionEnabled"] = true;
            seed["methodsPolicy"] = new JsonObject { ["migrationState"] = "MigrationComplete" };
        });
        using Browser browser = await AtMethodsAsync(tenant);
        Assert.Equal(["Email", "Security questions"], browser.Choices());
    }

    [Fact]
    public async Task Two_methods_are_asked_for_when_two_are_required_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["numberOfAuthenticationMethodsRequired"] = 2);
        RobotResult result = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial));
        Assert.Equal(["Phone was set up.", "Email was set up."], result.Steps.Where(step => step.Step == "MethodRegistered").Select(step => step.Seen));
        Assert.True((await tenant.FreshRowAsync(PageTenant.Monica)).GetProperty("isSsprRegistered").GetBoolean());
        Assert.Equal(1, (await tenant.EventsAsync(PageTenant.Monica)).Count(entry => entry.Activity == "User registered for self-service password reset"));
    }

    [Fact]
    public async Task One_of_two_is_not_registered_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["numberOfAuthenticationMethodsRequired"] = 2);
        _ = await tenant.DoAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial) with { Email = null });
        Assert.Equal(["mobilePhone"], (await tenant.FreshRowAsync(PageTenant.Monica)).GetProperty("methodsRegistered").EnumerateArray().Select(item => item.GetString()));
        Assert.False((await tenant.RowAsync(PageTenant.Monica)).GetProperty("isSsprRegistered").GetBoolean());
        Assert.DoesNotContain(await tenant.EventsAsync(PageTenant.Monica), entry => entry.Activity == "User registered for self-service password reset");
    }

    [Fact]
    public async Task Registering_may_be_put_off_and_comes_again_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        for (int time = 0; time < 2; time++)
        {
            RobotOrder order = PageTenant.Order(PageTenant.Monica, time == 0 ? PageTenant.Initial : PageTenant.Next);
            RobotResult result = await tenant.SucceedsAsync(RobotAction.SignIn, order);
            Assert.Contains(result.Steps, step => step.Step == "MoreInformationRequired");
        }
    }

    [Fact]
    public async Task Without_leave_to_skip_there_is_no_way_round_it_graph_2_3()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["skipRegistrationAllowed"] = false);
        _ = await tenant.FailsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Monica, PageTenant.Initial), "UnexpectedPage");
    }

    [Theory]
    [InlineData("registrationRequiredOnSignIn", false)]
    [InlineData("enablementType", 0)]
    public async Task Nobody_is_asked_when_it_is_not_required_or_not_in_scope_graph_3_1(string field, object value)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)[field] = value is bool flag ? flag : (int)value);
        RobotResult result = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Monica, PageTenant.Initial));
        Assert.DoesNotContain(result.Steps, step => step.Step == "MoreInformationRequired");
    }

    [Fact]
    public async Task Data_that_an_administrator_filled_in_needs_no_registration_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            JsonObject user = PageTenant.UserIn(seed, PageTenant.Monica);
            user["contactMobile"] = PageTenant.Mobile;
        });
        RobotResult result = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Monica));
        Assert.Contains(result.Steps, step => step.Step == "WrongNumberRefused");
        RobotResult signIn = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Monica, PageTenant.Next));
        Assert.DoesNotContain(signIn.Steps, step => step.Step == "MoreInformationRequired");
    }

    [Theory]
    [InlineData(180, "P181D", true)]
    [InlineData(180, "P179D", false)]
    [InlineData(0, "P730D", false)]
    public async Task Security_info_is_reviewed_after_the_interval_graph_3_1(int days, string later, bool asked)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["registrationReconfirmIntevalInDays"] = days);
        await tenant.AdvanceAsync(later);
        RobotResult first = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils));
        Assert.Equal(asked, first.Steps.Any(step => step.Step == "ReviewSecurityInfo"));
        RobotResult second = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils));
        Assert.DoesNotContain(second.Steps, step => step.Step == "ReviewSecurityInfo");
    }

    [Fact]
    public async Task Editing_asks_for_a_code_even_when_sign_in_does_not_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.SwitchAsync("sign-in-code", false);
        using Browser browser = await tenant.SignInAsync(PageTenant.Olga);
        Assert.Equal("You are signed in", browser.FirstHeading);
        await browser.FollowAsync("Security info", Token);
        Assert.Equal("Sign in", browser.FirstHeading);
        browser.Fill("User name", PageTenant.Olga);
        await browser.PressAsync("Next", Token);
        browser.Fill("Password", PageTenant.Known);
        await browser.PressAsync("Sign in", Token);
        Assert.Equal("Verify your identity", browser.FirstHeading);
    }

    [Fact]
    public async Task A_second_method_can_be_added_and_the_first_replaced()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        RobotOrder order = PageTenant.Order(PageTenant.Nils, method: RobotMethod.Text) with { MobilePhone = "+44 7700900123" };
        _ = await tenant.SucceedsAsync(RobotAction.Register, order);
        RobotResult again = await tenant.SucceedsAsync(RobotAction.Register, order with { Method = RobotMethod.Email, Email = "other@example.org" });
        Assert.Contains(again.Steps, step => step.Step == "SecurityInfo");
        Assert.Equal("other@example.org", (await tenant.Graph.GetAsync($"/v1.0/users/{PageTenant.Nils}/authentication/emailMethods")).Value.Single().GetProperty("emailAddress").GetString());
        Assert.Contains(await tenant.EventsAsync(PageTenant.Nils), entry => entry.Activity == "User updated security info");
    }

    [Fact]
    public async Task By_call_too()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial, method: RobotMethod.Call) with { TryWrongCode = true });
        Assert.Equal("call", (await tenant.Graph.GetAsync("/_sandbox/messages")).Value[0].GetProperty("channel").GetString());
    }

    [Theory]
    [InlineData("12")]
    [InlineData("206 CALL ME")]
    [InlineData("+1")]
    [InlineData("<b>5550100</b>")]
    public async Task What_is_no_number_is_refused(string number)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await AtPhoneAsync(tenant);
        browser.Fill("What phone number would you like to use?", number);
        await browser.PressAsync("Next", Token);
        Assert.Contains("not a phone number", Assert.Single(browser.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GB", "44")]
    [InlineData("US", "1")]
    [InlineData("LI", "1")]
    public async Task The_tenants_country_is_chosen_at_first(string country, string code)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => seed["tenant"]!["country"] = country);
        using Browser browser = await AtPhoneAsync(tenant);
        AngleSharp.Html.Dom.IHtmlOptionElement selected = Assert.Single(browser.Document.QuerySelectorAll("option[selected]").OfType<AngleSharp.Html.Dom.IHtmlOptionElement>());
        Assert.Equal(code, selected.Value);
    }

    [Fact]
    public async Task A_number_of_a_country_that_is_not_in_the_list_can_be_typed()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial) with { MobilePhone = "+423 2345678" });
        Assert.Equal("+423 2345678", (await tenant.Graph.GetAsync($"/v1.0/users/{PageTenant.Monica}/authentication/phoneMethods")).Value.Single().GetProperty("phoneNumber").GetString());
    }

    [Theory]
    [InlineData("nonsense", "not an email address")]
    [InlineData(PageTenant.Monica, "work account")]
    public async Task The_email_must_be_an_address_outside_the_account(string address, string told)
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await AtMethodsAsync(tenant);
        browser.Choose("Email");
        await browser.PressAsync("Confirm", Token);
        browser.Fill("What email would you like to use?", address);
        await browser.PressAsync("Next", Token);
        Assert.Contains(told, Assert.Single(browser.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_good_for_five_minutes_and_a_new_one_can_be_sent_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await AtPhoneAsync(tenant);
        browser.Fill("Country code", "(+1)");
        browser.Fill("What phone number would you like to use?", "2065550100");
        await browser.PressAsync("Next", Token);
        string old = await tenant.CodeAsync(PageTenant.Mobile);
        await tenant.AdvanceAsync("PT5M1S");
        await EnterAsync(browser, old);
        Assert.Contains("expired", Assert.Single(browser.Errors), StringComparison.Ordinal);
        await browser.PressAsync("Resend code", Token);
        await EnterAsync(browser, await tenant.CodeAsync(PageTenant.Mobile));
        Assert.Equal("Success!", browser.FirstHeading);
    }

    [Fact]
    public async Task The_session_is_fifteen_minutes_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await AtPhoneAsync(tenant);
        await tenant.AdvanceAsync("PT15M1S");
        browser.Fill("What phone number would you like to use?", "2065550100");
        await browser.PressAsync("Next", Token);
        Assert.Equal("Sign in", browser.FirstHeading);
        Assert.Contains("session has expired", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_is_an_event_graph_1_12()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await AtPhoneAsync(tenant);
        await browser.PressAsync("Cancel", Token);
        Assert.Contains(await tenant.EventsAsync(PageTenant.Monica), entry => entry.Activity == "User canceled security info registration");
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task Five_authenticator_apps_at_most_graph_3_1(int held, bool offered)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.PolicyIn(seed)["mobileAppCodeEnabled"] = true;
            PageTenant.UserIn(seed, PageTenant.Nils)["methods"]!["authenticatorApps"] = held;
        });
        using Browser browser = await AtMethodsAsync(tenant, PageTenant.Nils, PageTenant.Known);
        Assert.Equal(offered, browser.Choices().Contains("Authenticator app"));
    }

    [Fact]
    public async Task The_authenticator_app_is_registered_with_its_code_and_counts_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => PageTenant.PolicyIn(seed)["mobileAppCodeEnabled"] = true);
        _ = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial, method: RobotMethod.App));
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Monica, next: "Third-Okapi-333", method: RobotMethod.App));
        Assert.Contains(
            ("Self-service password reset flow activity progress", "success", "User completed the mobile app code verification option"),
            await tenant.EventsAsync(PageTenant.Monica));
    }

    [Fact]
    public async Task Administrators_are_offered_email_app_and_phone_whatever_the_policy_graph_3_9()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            JsonObject policy = PageTenant.PolicyIn(seed);
            policy["emailOptionEnabled"] = false;
            policy["mobilePhoneOptionEnabled"] = false;
            policy["securityQuestionsOptionEnabled"] = true;
        });
        using Browser browser = await AtMethodsAsync(tenant, PageTenant.Admin, PageTenant.Known);
        Assert.Equal(["Phone", "Email", "Authenticator app"], browser.Choices());
    }

    [Fact]
    public async Task After_the_end_of_texts_and_calls_no_phone_is_offered_graph_3_11()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.Graph.PostAsync("/_sandbox/clock", new { now = "2027-02-01T00:00:00Z" });
        using (Browser before = await AtMethodsAsync(tenant))
        {
            Assert.Equal(["Phone", "Email"], before.Choices());
        }

        await tenant.Graph.SwitchAsync("own-telecom-provider", false);
        using Browser browser = await AtMethodsAsync(tenant, PageTenant.Monica, PageTenant.Next);
        Assert.Equal(["Email"], browser.Choices());
    }

    private static async Task EnterAsync(Browser browser, string code)
    {
        browser.Fill("Verification code", code);
        await browser.PressAsync("Next", Token);
    }

    /// <summary>A browser at the phone page of Monica's first sign-in.</summary>
    private static async Task<Browser> AtPhoneAsync(PageTenant tenant)
    {
        Browser browser = await tenant.SignInAsync(PageTenant.Monica, PageTenant.Initial);
        await UpdateAsync(browser, PageTenant.Initial);
        await browser.PressAsync("Next", Token);
        Assert.Equal("Phone", browser.SecondHeading);
        return browser;
    }

    /// <summary>A browser at the list of methods that a user is offered.</summary>
    private static async Task<Browser> AtMethodsAsync(PageTenant tenant, string user = PageTenant.Monica, string password = PageTenant.Initial)
    {
        Browser browser = await tenant.SignInAsync(user, password);
        if (browser.FirstHeading == "Update your password")
        {
            await UpdateAsync(browser, password);
        }

        if (browser.FirstHeading == "Verify your identity")
        {
            browser.Choose(browser.Choices()[0]);
            await browser.PressAsync("Next", Token);
            browser.Fill("Verification code", (await tenant.Graph.GetAsync("/_sandbox/messages")).Value[^1].GetProperty("code").GetString()!);
            await browser.PressAsync("Verify", Token);
        }

        await browser.GoAsync("/ssprsetup/method", Token);
        return browser;
    }

    private static async Task UpdateAsync(Browser browser, string password)
    {
        browser.Fill("Current password", password);
        browser.Fill("New password", PageTenant.Next);
        browser.Fill("Confirm password", PageTenant.Next);
        await browser.PressAsync("Sign in", Token);
    }
}
