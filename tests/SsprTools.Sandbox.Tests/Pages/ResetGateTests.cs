using System.Text.Json.Nodes;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>The gates of a reset: graph.md 3.2, methods of 1.6 and 1.7, administrators of 3.9, words of 1.12.</summary>
public sealed class ResetGateTests
{
    private const string Flow = "Self-service password reset flow activity progress";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Gates => new()
    {
        { "Text", "mobile SMS" },
        { "Call", "mobile voice call" },
        { "OfficeCall", "office voice call" },
        { "Email", "email" },
        { "App", "mobile app code" },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task Each_method_has_its_own_words_in_the_log_graph_1_12(string methodName, string words)
    {
        RobotMethod method = Enum.Parse<RobotMethod>(methodName);
        await using PageTenant tenant = await PageTenant.StartAsync(seed => Everything(seed, 1));
        RobotOrder order = PageTenant.Order(PageTenant.Olga, method: method);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, order);
        IReadOnlyList<(string, string, string)> events = await tenant.EventsAsync(PageTenant.Olga);
        Assert.Contains((Flow, "success", $"User started the {words} verification option"), events);
        Assert.Contains((Flow, "success", $"User completed the {words} verification option"), events);
    }

    [Fact]
    public async Task Two_gates_want_two_different_methods_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.PolicyIn(seed)["numberOfAuthenticationMethodsRequired"] = 2;
            PageTenant.UserIn(seed, PageTenant.Olga)["methods"]!["email"] = PageTenant.Mail;
        });
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        Assert.Equal("Verification step 1", browser.SecondHeading);
        Assert.Equal(["Send an email to my alternate email", "Send a text to my mobile phone", "Call my mobile phone"], browser.Choices());
        browser.Choose("Send a text to my mobile phone");
        await browser.PressAsync("Next", Token);
        browser.Fill("Enter your phone number", PageTenant.Mobile);
        await browser.PressAsync("Text", Token);
        browser.Fill("Verification code", await tenant.CodeAsync(PageTenant.Mobile));
        await browser.PressAsync("Next", Token);
        Assert.Equal("Verification step 2", browser.SecondHeading);
        Assert.Equal(["Send an email to my alternate email"], browser.Choices());
        await browser.GoAsync("/sspr/password", Token);
        Assert.Equal("Verification step 2", browser.SecondHeading);

        RobotResult robot = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        Assert.Contains(robot.Steps, step => step.Step == "VerificationStep2");
    }

    [Theory]
    [InlineData("contoso.onmicrosoft.com", false)]
    [InlineData("contoso.com", true)]
    public async Task Administrators_prove_two_where_a_custom_domain_is_set_graph_3_9(string domain, bool two)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            if (domain != "contoso.onmicrosoft.com")
            {
                seed["tenant"]!["domains"]!.AsArray().Add(new JsonObject { ["name"] = domain });
            }
        });
        RobotResult result = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Admin));
        Assert.Equal(two, result.Steps.Any(step => step.Step == "VerificationStep2"));
    }

    [Theory]
    [InlineData("eligibleRoles")]
    [InlineData("roles")]
    public async Task Eligible_roles_count_too_and_two_phones_are_one_proof_graph_3_9(string kind)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            seed["tenant"]!["domains"]!.AsArray().Add(new JsonObject { ["name"] = "contoso.com" });
            JsonObject olga = PageTenant.UserIn(seed, PageTenant.Olga);
            olga[kind] = new JsonArray("Helpdesk Administrator");
            olga["methods"]!["officePhone"] = "+1 4255550199";
        });
        Assert.Equal("SSPR_0014", (await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga), "ResetRefused")).SsprCode);
    }

    [Fact]
    public async Task The_number_shows_its_last_digits_only_and_is_asked_in_full_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        browser.Choose("Send a text to my mobile phone");
        await browser.PressAsync("Next", Token);
        Assert.Contains("(+1 ********00)", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2065550100", browser.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        foreach (string wrong in new[] { "00", "+1 2065550101", "5550100" })
        {
            browser.Fill("Enter your phone number", wrong);
            await browser.PressAsync("Text", Token);
            Assert.Contains("does not match", Assert.Single(browser.Errors), StringComparison.Ordinal);
        }

        Assert.Empty((await tenant.Graph.GetAsync("/_sandbox/messages")).Value);
        browser.Fill("Enter your phone number", "(206) 555-0100");
        await browser.PressAsync("Text", Token);
        Assert.Empty(browser.Errors);
        _ = Assert.Single((await tenant.Graph.GetAsync("/_sandbox/messages")).Value);
    }

    [Fact]
    public async Task A_code_is_good_for_five_minutes_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.AtGateAsync(PageTenant.Nils);
        await browser.PressAsync("Next", Token);
        string old = await tenant.CodeAsync(PageTenant.Mail);
        await tenant.AdvanceAsync("PT5M1S");
        await EnterAsync(browser, old);
        Assert.Contains("expired", Assert.Single(browser.Errors), StringComparison.Ordinal);
        await browser.PressAsync("Send again", Token);
        string fresh = await tenant.CodeAsync(PageTenant.Mail);
        if (fresh != old)
        {
            await EnterAsync(browser, old);
            Assert.Contains("incorrect", Assert.Single(browser.Errors), StringComparison.Ordinal);
        }

        await EnterAsync(browser, fresh);
        Assert.Equal("Choose a new password", browser.SecondHeading);
    }

    [Fact]
    public async Task The_session_is_fifteen_minutes_from_its_start_graph_3_2()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.AtGateAsync(PageTenant.Nils);
        await browser.PressAsync("Next", Token);
        await EnterAsync(browser, await tenant.CodeAsync(PageTenant.Mail));
        await tenant.AdvanceAsync("PT15M1S");
        browser.Fill("Enter new password", PageTenant.Next);
        browser.Fill("Confirm new password", PageTenant.Next);
        await browser.PressAsync("Finish", Token);
        Assert.Equal("Your session has timed out", browser.SecondHeading);
        _ = await tenant.FailsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils, PageTenant.Next), "SignInRefused");
        Assert.Contains((Flow, "failure", "User cancelled before submitting a new password"), await tenant.EventsAsync(PageTenant.Nils));
    }

    [Fact]
    public async Task Cancelling_is_an_event_that_tells_how_far_it_was_graph_1_12()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser browser = await tenant.AtGateAsync(PageTenant.Nils);
        await browser.PressAsync("Cancel", Token);
        Assert.Equal("Sign in", browser.FirstHeading);
        Assert.Contains((Flow, "failure", "User cancelled before passing the required authentication methods"), await tenant.EventsAsync(PageTenant.Nils));
        Assert.Contains(await tenant.EventsAsync(PageTenant.Nils), entry => entry is { Activity: "Reset password (self-service)", Result: "failure" });
    }

    [Fact]
    public async Task A_notification_is_approved_in_the_app_and_not_before_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            JsonObject policy = PageTenant.PolicyIn(seed);
            policy["numberOfAuthenticationMethodsRequired"] = 2;
            policy["mobileAppNotificationEnabled"] = true;
            PageTenant.UserIn(seed, PageTenant.Olga)["methods"]!["authenticatorApps"] = 1;
        });
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        Assert.Contains("Approve a notification on my authenticator app", browser.Choices());
        Assert.DoesNotContain("Enter a code from my authenticator app", browser.Choices());
        browser.Choose("Approve a notification on my authenticator app");
        await browser.PressAsync("Next", Token);
        await browser.PressAsync("I have approved it", Token);
        Assert.Contains("not been approved", Assert.Single(browser.Errors), StringComparison.Ordinal);
        using Browser app = tenant.Browser();
        await app.GoAsync($"/authenticator?user={PageTenant.Olga}", Token);
        await app.PressAsync("Approve", Token);
        await browser.PressAsync("I have approved it", Token);
        Assert.Equal("Verification step 2", browser.SecondHeading);
    }

    [Fact]
    public async Task One_gate_takes_the_apps_code_and_no_notification_before_migration_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => Everything(seed, 1));
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        Assert.Contains("Enter a code from my authenticator app", browser.Choices());
        Assert.DoesNotContain("Approve a notification on my authenticator app", browser.Choices());
    }

    [Theory]
    [InlineData(true, false, "Send a text to my mobile phone")]
    [InlineData(false, true, "Call my mobile phone")]
    public async Task Text_and_call_go_by_their_own_policy_after_migration_graph_1_7(bool sms, bool voice, string offered)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => seed["methodsPolicy"] = new JsonObject
        {
            ["migrationState"] = "MigrationComplete", ["sms"] = new JsonObject { ["enabled"] = sms }, ["voice"] = new JsonObject { ["enabled"] = voice },
        });
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        Assert.Equal([offered], browser.Choices());
    }

    [Fact]
    public async Task Security_questions_are_registered_and_answered_graph_3_1()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            JsonObject policy = PageTenant.PolicyIn(seed);
            policy["securityQuestionsOptionEnabled"] = true;
            policy["numberOfQuestionsToRegister"] = 3;
        });
        using Browser browser = await tenant.SignInAsync(PageTenant.Nils);
        await browser.GoAsync("/ssprsetup/method", Token);
        browser.Choose("Security questions");
        await browser.PressAsync("Confirm", Token);
        await AnswerAsync("blue", "blue", "green");
        Assert.Contains("same answer", Assert.Single(browser.Errors), StringComparison.Ordinal);
        await AnswerAsync("bl", "red", "green");
        Assert.Contains("3 to 40", Assert.Single(browser.Errors), StringComparison.Ordinal);
        Dictionary<string, string> answers = [];
        for (int index = 1; index <= 3; index++)
        {
            answers[((AngleSharp.Html.Dom.IHtmlSelectElement)browser.Document.GetElementById($"question{index}")!).Value!] = $"colour {index}";
        }

        await AnswerAsync("colour 1", "Colour 2 ", "colour 3");
        Assert.Equal("Success!", browser.FirstHeading);

        using Browser reset = await tenant.AtGateAsync(PageTenant.Nils);
        reset.Choose("Answer my security questions");
        await reset.PressAsync("Next", Token);
        foreach (string question in answers.Keys)
        {
            reset.Fill(question, "wrong one");
        }

        await reset.PressAsync("Next", Token);
        Assert.Contains("not right", Assert.Single(reset.Errors), StringComparison.Ordinal);
        foreach ((string question, string answer) in answers)
        {
            reset.Fill(question, answer.ToUpperInvariant());
        }

        await reset.PressAsync("Next", Token);
        Assert.Equal("Choose a new password", reset.SecondHeading);

        async Task AnswerAsync(params string[] texts)
        {
            for (int index = 1; index <= texts.Length; index++)
            {
                browser.Fill($"Answer {index}", texts[index - 1]);
            }

            await browser.PressAsync("Next", Token);
        }
    }

    [Fact]
    public async Task Another_method_can_be_chosen_on_the_way()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => Everything(seed, 1));
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        browser.Choose("Call my mobile phone");
        await browser.PressAsync("Next", Token);
        await browser.PressAsync("Choose another method", Token);
        browser.Choose("Send an email to my alternate email");
        await browser.PressAsync("Next", Token);
        await EnterAsync(browser, await tenant.CodeAsync(PageTenant.Mail));
        Assert.Equal("Choose a new password", browser.SecondHeading);
    }

    [Fact]
    public async Task After_the_end_of_texts_and_calls_a_phone_is_no_method_graph_3_11()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        await tenant.Graph.SwitchAsync("own-telecom-provider", false);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        _ = await tenant.Graph.PostAsync("/_sandbox/clock", new { now = "2027-02-01T00:00:00Z" });
        Assert.Equal("SSPR_0014", (await tenant.FailsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga), "ResetRefused")).SsprCode);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Nils));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unlocking_is_offered_to_synced_users_where_it_is_on_graph_3_2(bool on)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            PageTenant.UserIn(seed, PageTenant.Nils)["onPremisesSyncEnabled"] = true;
            seed["onPremisesPolicy"] = new JsonObject { ["writebackEnabled"] = true, ["accountUnlockEnabled"] = on };
        });
        using Browser browser = await tenant.AtGateAsync(PageTenant.Nils);
        if (!on)
        {
            Assert.Equal("Verification step 1", browser.SecondHeading);
            return;
        }

        Assert.Equal("Why are you having trouble signing in?", browser.SecondHeading);
        browser.Choose("I know my password, but still can't sign in");
        await browser.PressAsync("Next", Token);
        await browser.PressAsync("Next", Token);
        await EnterAsync(browser, await tenant.CodeAsync(PageTenant.Mail));
        Assert.Equal("Your account has been unlocked", browser.SecondHeading);
        Assert.Contains(await tenant.EventsAsync(PageTenant.Nils), entry => entry is { Activity: "Unlock user account (self-service)", Result: "success" });
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils));
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Nils));
    }

    private static void Everything(JsonObject seed, int gates)
    {
        JsonObject policy = PageTenant.PolicyIn(seed);
        policy["numberOfAuthenticationMethodsRequired"] = gates;
        policy["officePhoneOptionEnabled"] = true;
        policy["mobileAppCodeEnabled"] = true;
        policy["mobileAppNotificationEnabled"] = true;
        PageTenant.UserIn(seed, PageTenant.Olga)["methods"] = new JsonObject
        {
            ["mobilePhone"] = PageTenant.Mobile, ["officePhone"] = "+1 4255550199", ["email"] = PageTenant.Mail, ["authenticatorApps"] = 1,
        };
    }

    private static async Task EnterAsync(Browser browser, string code)
    {
        browser.Fill("Verification code", code);
        await browser.PressAsync("Next", Token);
    }
}
