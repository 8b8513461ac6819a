using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>A tenant with users who use the pages. Its clock starts before the end of texts and calls.</summary>
internal sealed class PageTenant : IAsyncDisposable
{
    public const string Monica = "monica@contoso.onmicrosoft.com";
    public const string Olga = "olga@contoso.onmicrosoft.com";
    public const string Nils = "nils@contoso.onmicrosoft.com";
    public const string Admin = "admin@contoso.onmicrosoft.com";
    public const string Initial = "Init1al-Zebra-7";
    public const string Known = "Known-Walrus-55";
    public const string Next = "Second-Giraffe-22";
    public const string Mobile = "+1 2065550100";
    public const string Mail = "private@example.com";

    private readonly TestTenant _tenant;

    private PageTenant(TestTenant tenant) => _tenant = tenant;

    public TestTenant Graph => _tenant;

    /// <summary>Monica is new and must change her password; Olga has a mobile phone, Nils an email, both with a known password.</summary>
    public static async Task<PageTenant> StartAsync(Action<JsonObject>? change = null, bool lags = false) =>
        new(await TestTenant.StartAsync(Seed(change, lags).ToJsonString()));

    public static JsonObject Seed(Action<JsonObject>? change = null, bool lags = false)
    {
        JsonObject seed = JsonNode.Parse($$"""
            {
              "clock": "2026-11-20T08:00:00Z",
              "tenant": { "displayName": "Contoso", "domains": [{ "name": "contoso.onmicrosoft.com" }] },
              "skus": [{ "partNumber": "AAD_PREMIUM", "units": 25 }, { "partNumber": "ENTERPRISEPACK", "units": 25 }, { "partNumber": "O365_BUSINESS_PREMIUM", "units": 25 }],
              "users": [
                { "upn": "{{Admin}}", "displayName": "Alex Admin", "roles": ["Global Administrator"], "licenses": ["AAD_PREMIUM"], "password": "{{Known}}",
                  "methods": { "mobilePhone": "{{Mobile}}", "email": "{{Mail}}" } },
                { "upn": "{{Monica}}", "displayName": "Monica Thompson", "givenName": "Monica", "surname": "Thompson", "licenses": ["AAD_PREMIUM"],
                  "password": "{{Initial}}", "forceChangePassword": true },
                { "upn": "{{Olga}}", "displayName": "Olga Petrov", "licenses": ["AAD_PREMIUM"], "password": "{{Known}}", "methods": { "mobilePhone": "{{Mobile}}" } },
                { "upn": "{{Nils}}", "displayName": "Nils Berg", "licenses": ["AAD_PREMIUM"], "password": "{{Known}}", "methods": { "email": "{{Mail}}" } }
              ],
              "groups": [{ "displayName": "Pilot", "members": ["{{Olga}}"] }],
              "portalPolicy": { "enablementType": 2 },
              "methodsPolicy": {}
            }
            """)!.AsObject();
        if (!lags)
        {
            seed["lags"] = new JsonObject { ["report"] = "PT0S", ["audit"] = "PT0S" };
        }

        change?.Invoke(seed);
        return seed;
    }

    /// <summary>The seed's entry of a user.</summary>
    public static JsonObject UserIn(JsonObject seed, string upn) =>
        seed["users"]!.AsArray().Select(user => user!.AsObject()).First(user => (string?)user["upn"] == upn);

    public static JsonObject PolicyIn(JsonObject seed) => seed["portalPolicy"]!.AsObject();

    public Browser Browser() => new(_tenant.Host.BaseAddress);

    public static RobotOrder Order(string user, string? password = Known, string? next = Next, RobotMethod method = RobotMethod.Any) => new()
    {
        UserName = user, Password = password, NewPassword = next, MobilePhone = Mobile, Email = Mail, OfficePhone = "+1 4255550199", Method = method,
    };

    public async Task<RobotResult> DoAsync(RobotAction action, RobotOrder order)
    {
        using RobotPerson person = new(_tenant.Host.BaseAddress, order);
        return await person.DoAsync(action, TestContext.Current.CancellationToken);
    }

    public async Task<RobotResult> SucceedsAsync(RobotAction action, RobotOrder order)
    {
        RobotResult result = await DoAsync(action, order);
        Assert.True(result.Succeeded, $"{result.Message} {string.Join("; ", result.Steps.Select(step => step.Step))}");
        Assert.All(result.Steps, step => Assert.True(step.Ok, step.Step));
        return result;
    }

    public async Task<RobotResult> FailsAsync(RobotAction action, RobotOrder order, string step)
    {
        RobotResult result = await DoAsync(action, order);
        Assert.False(result.Succeeded, result.Message);
        Assert.Equal(step, result.Steps[^1].Step);
        Assert.False(result.Steps[^1].Ok);
        return result;
    }

    /// <summary>A browser in which the user stands at the first gate of a reset.</summary>
    public async Task<Browser> AtGateAsync(string user)
    {
        Browser browser = Browser();
        await StartResetAsync(browser, user);
        return browser;
    }

    public static async Task StartResetAsync(Browser browser, string user)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await browser.GoAsync("/sspr", token);
        browser.Fill("User ID", user);
        browser.Fill("Enter the characters in the picture", browser.TextOf(".captcha"));
        await browser.PressAsync("Next", token);
    }

    /// <summary>A browser that is past the password page.</summary>
    public async Task<Browser> SignInAsync(string user, string password = Known)
    {
        Browser browser = Browser();
        CancellationToken token = TestContext.Current.CancellationToken;
        await browser.GoAsync("/signin", token);
        browser.Fill("User name", user);
        await browser.PressAsync("Next", token);
        browser.Fill("Password", password);
        await browser.PressAsync("Sign in", token);
        return browser;
    }

    public async Task<string> CodeAsync(string to) =>
        (await _tenant.GetAsync($"/_sandbox/messages?to={Uri.EscapeDataString(to)}")).Is(200).Value[^1].GetProperty("code").GetString()!;

    /// <summary>Events of the password service and of security info about a user, oldest first: activity, result, reason.</summary>
    public async Task<IReadOnlyList<(string Activity, string Result, string Reason)>> EventsAsync(string user) =>
    [
        .. (await AuditsAsync()).Where(entry => entry.GetProperty("loggedByService").GetString() is "Self-service Password Management" or "Authentication Methods"
            && entry.GetProperty("targetResources")[0].GetProperty("userPrincipalName").GetString() == user)
            .Select(entry => (entry.GetProperty("activityDisplayName").GetString()!, entry.GetProperty("result").GetString()!, entry.GetProperty("resultReason").GetString()!)),
    ];

    public async Task<IReadOnlyList<JsonElement>> AuditsAsync() => [.. (await _tenant.GetAsync(TestTenant.Audits)).Is(200).Value.Reverse()];

    public async Task<IReadOnlyList<int>> SignInCodesAsync() =>
    [
        .. (await _tenant.GetAsync("/v1.0/auditLogs/signIns")).Is(200).Value.Reverse().Select(entry => entry.GetProperty("status").GetProperty("errorCode").GetInt32()),
    ];

    public Task AdvanceAsync(string duration) => _tenant.AdvanceAsync(duration);

    /// <summary>The report counts in whole seconds, so the present one is waited out.</summary>
    public async Task<JsonElement> FreshRowAsync(string user)
    {
        await AdvanceAsync("PT1S");
        return await RowAsync(user);
    }

    public async Task<JsonElement> RowAsync(string user) =>
        (await _tenant.GetAsync($"{TestTenant.Report}?$filter=userPrincipalName eq '{user}'")).Is(200).Value.Single();

    public ValueTask DisposeAsync() => _tenant.DisposeAsync();
}
