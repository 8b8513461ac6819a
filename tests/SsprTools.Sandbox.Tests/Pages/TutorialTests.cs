using System.Text.Json;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Steps 5 to 8 of the tutorial (issue 3), by the robot over HTTP, with the sandbox's real lags.</summary>
public sealed class TutorialTests
{
    private const string Flow = "Self-service password reset flow activity progress";

    [Fact]
    public async Task Register_reset_and_sign_in_by_text()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(lags: true);
        string before = await LastChangeAsync(tenant, PageTenant.Monica);

        RobotResult registered = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial));
        Assert.Equal(
            ["SignInPage", "PasswordPage", "UpdatePasswordPage", "PasswordUpdated", "MoreInformationRequired", "PhonePage", "RegistrationCodePage", "CodeArrived",
                "MethodRegistered", "Registered", "SignedIn"],
            registered.Steps.Select(step => step.Step));

        RobotResult reset = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Monica, null, "Third-Okapi-333") with { TryWrongCode = true });
        Assert.Equal(
            ["SignInPage", "PasswordPage", "ResetUserIdPage", "VerificationStep1", "NumberPage", "WrongNumberRefused", "ResetCodePage", "CodeArrived",
                "WrongCodeRefused", "CodeAccepted", "NewPasswordPage", "Finished"],
            reset.Steps.Select(step => step.Step));
        Assert.NotEqual(before, await LastChangeAsync(tenant, PageTenant.Monica));

        RobotResult signedIn = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Monica, "Third-Okapi-333"));
        Assert.Contains(signedIn.Steps, step => step.Step == "SignInCodeAccepted");
        RobotResult old = await tenant.FailsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Monica), "SignInRefused");
        Assert.Contains("50126", old.Message, StringComparison.Ordinal);

        Assert.Empty(await tenant.EventsAsync(PageTenant.Monica));
        Assert.Empty(await tenant.SignInCodesAsync());
        Assert.False((await tenant.RowAsync(PageTenant.Monica)).GetProperty("isSsprCapable").GetBoolean());
        await tenant.AdvanceAsync("PT5M");
        Assert.Equal(
            [
                ("Change password (self-service)", "success", "None"),
                ("User started security info registration", "success", "User started the registration for security info"),
                ("User registered security info", "success", "User registered phone method"),
                ("Security info saved for self-service password reset", "success", "None"),
                ("User registered all required security info", "success", "User registered all required security info."),
                ("User registered for self-service password reset", "success", "User registered for self-service password reset"),
                (Flow, "success", "User submitted their user ID"),
                (Flow, "success", "User was presented with verification options"),
                (Flow, "success", "User started the mobile SMS verification option"),
                (Flow, "success", "User completed the mobile SMS verification option"),
                (Flow, "success", "User successfully reset password"),
                ("Reset password (self-service)", "success", "Successfully completed reset."),
            ],
            await tenant.EventsAsync(PageTenant.Monica));
        Assert.Equal([50055, 50125, 0, 50076, 0, 50126], await tenant.SignInCodesAsync());
        Assert.False((await tenant.RowAsync(PageTenant.Monica)).GetProperty("isSsprCapable").GetBoolean());

        await tenant.AdvanceAsync("PT4H");
        Assert.True((await tenant.RowAsync(PageTenant.Monica)).GetProperty("isSsprCapable").GetBoolean());
    }

    [Fact]
    public async Task The_same_by_email_for_a_second_user()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        RobotOrder order = PageTenant.Order(PageTenant.Monica, PageTenant.Initial, method: RobotMethod.Email) with { MobilePhone = null };
        RobotResult registered = await tenant.SucceedsAsync(RobotAction.Register, order);
        Assert.Contains(registered.Steps, step => step.Step == "OtherMethodProposed");
        Assert.Contains(registered.Steps, step => step.Step == "EmailPage");
        Assert.True((await tenant.FreshRowAsync(PageTenant.Monica)).GetProperty("isSsprCapable").GetBoolean());
        _ = await tenant.SucceedsAsync(RobotAction.Reset, order with { NewPassword = "Third-Okapi-333" });

        // graph.md 1.6: email is no second factor at sign-in.
        RobotResult signedIn = await tenant.SucceedsAsync(RobotAction.SignIn, order with { Password = "Third-Okapi-333" });
        Assert.DoesNotContain(signedIn.Steps, step => step.Step == "SignInCodePage");
        Assert.Contains((Flow, "success", "User completed the email verification option"), await tenant.EventsAsync(PageTenant.Monica));
    }

    [Fact]
    public async Task What_an_administrator_set_up_through_Graph_and_portal_is_what_the_pages_go_by()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        string user = await tenant.CreateUserAsync();
        _ = (await tenant.PostAsync($"/v1.0/users/{user}/assignLicense", new
        {
            addLicenses = new[] { new { skuId = "078d2b04-f1bd-4111-bbd4-b4b1b354cef4", disabledPlans = Array.Empty<string>() } }, removeLicenses = Array.Empty<string>(),
        })).Is(200);
        string upn = "MonicaT@contoso.onmicrosoft.com";
        RobotOrder order = PageTenant.Order(upn, TestTenant.GoodPassword);
        Assert.Equal("SSPR_0011", (await DoAsync(tenant, RobotAction.Reset, order)).SsprCode);

        string group = await tenant.CreateGroupAsync();
        _ = (await tenant.EnableForAsync(group)).Is(204);
        Assert.Equal("SSPR_0013", (await DoAsync(tenant, RobotAction.Reset, order)).SsprCode);
        _ = (await tenant.AddMemberAsync(group, user)).Is(204);
        Assert.Equal("SSPR_0014", (await DoAsync(tenant, RobotAction.Reset, order)).SsprCode);
        Assert.True((await DoAsync(tenant, RobotAction.Register, order)).Succeeded);
        Assert.Equal(PageTenant.Mobile, (await tenant.GetAsync($"/v1.0/users/{user}/authentication/phoneMethods")).Is(200).Value.Single().GetProperty("phoneNumber").GetString());
        Assert.True((await DoAsync(tenant, RobotAction.Reset, order with { NewPassword = "Third-Okapi-333" })).Succeeded);
        JsonElement profile = (await tenant.GetAsync($"/v1.0/users/{user}?$select=passwordProfile")).Is(200).Json.GetProperty("passwordProfile");
        Assert.False(profile.GetProperty("forceChangePasswordNextSignIn").GetBoolean());
    }

    [Fact]
    public async Task All_events_of_one_reset_share_a_correlation_id_that_no_other_event_has()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga, next: "Third-Okapi-333"));
        List<IGrouping<string?, JsonElement>> flows = [.. (await tenant.AuditsAsync()).GroupBy(entry => entry.GetProperty("correlationId").GetString())];
        Assert.Equal(2, flows.Count);
        Assert.All(flows, flow => Assert.Equal(6, flow.Count()));
        Assert.All(flows.SelectMany(flow => flow), entry =>
            Assert.Equal(PageTenant.Olga, entry.GetProperty("initiatedBy").GetProperty("user").GetProperty("userPrincipalName").GetString()));
    }

    private static async Task<RobotResult> DoAsync(TestTenant tenant, RobotAction action, RobotOrder order)
    {
        using RobotPerson person = new(tenant.Host.BaseAddress, order);
        return await person.DoAsync(action, TestContext.Current.CancellationToken);
    }

    private static async Task<string> LastChangeAsync(PageTenant tenant, string user) =>
        (await tenant.Graph.GetAsync($"/v1.0/users/{user}?$select=lastPasswordChangeDateTime")).Is(200)["lastPasswordChangeDateTime"];
}
