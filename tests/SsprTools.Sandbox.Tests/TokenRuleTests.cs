using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Tests.Pages;

namespace SsprTools.Sandbox.Tests;

/// <summary>The token, authorize and device endpoints sign users in by the rules of the pages (graph.md 3.4, 5.7) and write the same log.</summary>
public sealed class TokenRuleTests
{
    [Fact]
    public async Task Ten_wrong_passwords_lock_the_endpoints_and_the_pages_alike_graph_3_4()
    {
        await using LoginTenant login = await StartAsync();
        for (int number = 0; number < 10; number++)
        {
            LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga, $"wrong {number}"), 50126);
        }

        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga), 50053);
        using Robot.Browser browser = new(login.Tenant.Host.BaseAddress);
        CancellationToken token = TestContext.Current.CancellationToken;
        await browser.GoAsync("/signin", token);
        browser.Fill("User name", PageTenant.Olga);
        await browser.PressAsync("Next", token);
        browser.Fill("Password", PageTenant.Known);
        await browser.PressAsync("Sign in", token);
        Assert.Contains("50053", Assert.Single(browser.Errors), StringComparison.Ordinal);
        _ = (await login.Tenant.AdvanceAsync("PT61S")).Is(200);
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga), 0);
    }

    [Fact]
    public async Task The_fault_that_refuses_the_right_password_strikes_here_too()
    {
        await using LoginTenant login = await StartAsync();
        await login.Tenant.FaultAsync("sign-in-refused", 1, PageTenant.Olga);
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga), 50126);
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga), 0);
    }

    [Fact]
    public async Task A_password_that_must_be_changed_is_50055_and_says_so_to_MSAL()
    {
        await using LoginTenant login = await StartAsync();
        Answer refused = await PasswordAsync(login, PageTenant.Monica, PageTenant.Initial);
        LoginErrorTests.HasCode(refused, 50055);
        Assert.Equal("user_password_expired", refused["suberror"]);
    }

    [Fact]
    public async Task Missing_registration_interrupts_with_50125_where_policy_requires_it_graph_3_1()
    {
        await using LoginTenant login = await StartAsync(seed => seed["portalPolicy"]!["numberOfAuthenticationMethodsRequired"] = 2);
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga), 50125);
        JsonObject policy = await login.Tenant.PolicyAsync();
        policy["registrationRequiredOnSignIn"] = false;
        _ = (await login.Tenant.PutPolicyAsync(policy)).Is(204);
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga), 0);
    }

    [Theory]
    [InlineData(PageTenant.Olga, 50076)]
    [InlineData(PageTenant.Nils, 50079)]
    public async Task With_the_switch_a_password_alone_is_not_enough(string user, int code)
    {
        await using LoginTenant login = await StartAsync();
        LoginErrorTests.HasCode(await PasswordAsync(login, user), 0);
        await login.Tenant.SwitchAsync("code-for-tokens", true);
        Answer refused = await PasswordAsync(login, user);
        LoginErrorTests.HasCode(refused, code);
        Assert.Equal("basic_action", refused["suberror"]);
    }

    [Fact]
    public async Task Each_outcome_is_in_the_sign_in_log_with_app_and_resource_graph_1_12()
    {
        await using LoginTenant login = await StartAsync();
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga, "not it"), 50126);
        LoginErrorTests.HasCode(await PasswordAsync(login, "nobody@contoso.onmicrosoft.com", "x"), 50034);
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga), 0);
        LoginErrorTests.HasCode(await PasswordAsync(login, PageTenant.Olga, scope: LoginTenant.PortalScope, client: LoginTenant.AzurePowerShell), 0);
        IReadOnlyList<JsonElement> entries = [.. (await login.Tenant.GetAsync("/v1.0/auditLogs/signIns")).Is(200).Value.Reverse()];
        Assert.Equal([50126, 0, 0], entries.Select(entry => entry.GetProperty("status").GetProperty("errorCode").GetInt32()));
        Assert.All(entries, entry => Assert.Equal("Mobile Apps and Desktop clients", entry.GetProperty("clientAppUsed").GetString()));
        Assert.Equal(LoginTenant.CommandLineTools, entries[1].GetProperty("appId").GetString());
        Assert.Equal("Microsoft Graph Command Line Tools", entries[1].GetProperty("appDisplayName").GetString());
        Assert.Equal("Microsoft Graph", entries[1].GetProperty("resourceDisplayName").GetString());
        Assert.Equal("74658136-14ec-4630-ad9b-26e160ff0fc6", entries[2].GetProperty("resourceId").GetString());
    }

    [Fact]
    public async Task The_browser_is_asked_for_the_code_that_the_phone_gets()
    {
        await using LoginTenant login = await StartAsync();
        await login.Tenant.SwitchAsync("code-for-tokens", true);
        string request = await FormAsync(login);
        Answer page = await CompleteAsync(login, request, ("username", PageTenant.Olga), ("password", PageTenant.Known));
        Assert.Contains("name=\"otp\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("AADSTS500121", (await CompleteAsync(login, request, ("otp", "x"))).Text, StringComparison.Ordinal);
        Answer messages = (await login.Tenant.GetAsync($"/_sandbox/messages?to={Uri.EscapeDataString(PageTenant.Mobile)}")).Is(200);
        Answer done = await CompleteAsync(login, request, ("otp", messages.Value[^1].GetProperty("code").GetString()!));
        Assert.NotEmpty(UserSignInTests.Field(done.Text, "code"));
        IReadOnlyList<JsonElement> entries = [.. (await login.Tenant.GetAsync("/v1.0/auditLogs/signIns")).Is(200).Value.Reverse()];
        Assert.Equal([50076, 500121, 0], entries.Select(entry => entry.GetProperty("status").GetProperty("errorCode").GetInt32()));
        _ = Assert.Single(entries.Select(entry => entry.GetProperty("correlationId").GetString()).Distinct());
        Assert.All(entries, entry => Assert.Equal("Browser", entry.GetProperty("clientAppUsed").GetString()));
    }

    [Fact]
    public async Task Five_wrong_codes_begin_the_sign_in_anew()
    {
        await using LoginTenant login = await StartAsync();
        await login.Tenant.SwitchAsync("code-for-tokens", true);
        string request = await FormAsync(login);
        _ = await CompleteAsync(login, request, ("username", PageTenant.Olga), ("password", PageTenant.Known));
        for (int number = 0; number < 4; number++)
        {
            Assert.Contains("name=\"otp\"", (await CompleteAsync(login, request, ("otp", "x"))).Text, StringComparison.Ordinal);
        }

        Assert.Contains("name=\"password\"", (await CompleteAsync(login, request, ("otp", "x"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"code\"", (await CompleteAsync(login, request, ("otp", "x"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_may_put_off_registering_where_policy_lets_it()
    {
        await using LoginTenant login = await StartAsync(seed => seed["portalPolicy"]!["numberOfAuthenticationMethodsRequired"] = 2);
        string request = await FormAsync(login);
        Answer page = await CompleteAsync(login, request, ("username", PageTenant.Olga), ("password", PageTenant.Known));
        Assert.Contains("AADSTS50125", page.Text, StringComparison.Ordinal);
        Assert.Contains("/ssprsetup", page.Text, StringComparison.Ordinal);
        Assert.Contains("AADSTS50125", (await CompleteAsync(login, request)).Text, StringComparison.Ordinal);
        Assert.NotEmpty(UserSignInTests.Field((await CompleteAsync(login, request, ("skip", "yes"))).Text, "code"));
    }

    [Fact]
    public async Task A_device_code_is_approved_by_the_same_rules()
    {
        await using LoginTenant login = await StartAsync();
        await login.Tenant.SwitchAsync("code-for-tokens", true);
        Answer device = (await login.PostFormAsync(
            $"/{login.TenantId}/oauth2/v2.0/devicecode", ("client_id", LoginTenant.CommandLineTools), ("scope", LoginTenant.GraphScope))).Is(200);
        Answer page = await login.PostFormAsync("/devicelogin", ("code", device["user_code"]), ("username", PageTenant.Olga), ("password", PageTenant.Known));
        Assert.Contains("name=\"otp\"", page.Is(200).Text, StringComparison.Ordinal);
        LoginErrorTests.HasCode(await PollAsync(login, device), 70016);
        Answer messages = (await login.Tenant.GetAsync($"/_sandbox/messages?to={Uri.EscapeDataString(PageTenant.Mobile)}")).Is(200);
        _ = (await login.PostFormAsync("/devicelogin", ("code", device["user_code"]), ("otp", messages.Value[^1].GetProperty("code").GetString()!))).Is(200);
        LoginErrorTests.HasCode(await PollAsync(login, device), 0);
    }

    private static Task<LoginTenant> StartAsync(Action<JsonObject>? change = null) =>
        LoginTenant.StartAsync(new SandboxOptions { SeedJson = PageTenant.Seed(change).ToJsonString() });

    private static Task<Answer> PasswordAsync(
        LoginTenant login, string user, string password = PageTenant.Known, string scope = LoginTenant.GraphScope, string client = LoginTenant.CommandLineTools) =>
        login.PostTokenAsync(("grant_type", "password"), ("client_id", client), ("scope", scope), ("username", user), ("password", password));

    private static Task<Answer> PollAsync(LoginTenant login, Answer device) => login.PostTokenAsync(
        ("grant_type", "device_code"), ("client_id", LoginTenant.CommandLineTools), ("device_code", device["device_code"]));

    private static async Task<string> FormAsync(LoginTenant login) => UserSignInTests.Field(
        (await login.GetAsync($"/{login.TenantId}/oauth2/v2.0/authorize?client_id={LoginTenant.CommandLineTools}&response_type=code&response_mode=form_post"
            + $"&redirect_uri={Uri.EscapeDataString("http://localhost:49152/")}&scope={Uri.EscapeDataString(LoginTenant.GraphScope)}")).Is(200).Text, "request");

    private static async Task<Answer> CompleteAsync(LoginTenant login, string request, params (string Name, string Value)[] fields) =>
        (await login.PostFormAsync("/signin-complete", [("request", request), .. fields])).Is(200);
}
