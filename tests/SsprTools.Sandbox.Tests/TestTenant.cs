using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>A sandbox of its own for each test, talked to over HTTP.</summary>
internal sealed class TestTenant : IAsyncDisposable
{
    public const string Adele = "adele@contoso.onmicrosoft.com";
    public const string AdeleId = "0a1c6b1e-1f7e-4c7e-8a55-000000000003";
    public const string Ben = "ben@contoso.onmicrosoft.com";
    public const string BenId = "0a1c6b1e-1f7e-4c7e-8a55-000000000004";
    public const string AdminId = "0a1c6b1e-1f7e-4c7e-8a55-000000000001";
    public const string HelpdeskId = "0a1c6b1e-1f7e-4c7e-8a55-000000000002";
    public const string GoodPassword = "xWwvJ]6NMw+bWH-d";
    public const string Policies = "/portal/api/PasswordReset/PasswordResetPolicies";
    public const string Report = "/v1.0/reports/authenticationMethods/userRegistrationDetails";
    public const string Audits = "/v1.0/auditLogs/directoryAudits";

    private readonly HttpClient _http;
    private string? _graphToken;
    private string? _portalToken;

    private TestTenant(SandboxHost host)
    {
        Host = host;
        _http = new HttpClient { BaseAddress = host.BaseAddress };
    }

    public SandboxHost Host { get; }

    public string Root => Host.BaseAddress.ToString().TrimEnd('/');

    public static Task<TestTenant> StartAsync(string seed) => StartAsync(new SandboxOptions { SeedJson = seed });

    public static async Task<TestTenant> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxHost.StartAsync(options ?? new SandboxOptions(), TestContext.Current.CancellationToken));

    /// <summary>A tenant with a lag of nothing at all.</summary>
    public static Task<TestTenant> PromptAsync() =>
        StartAsync(new SandboxOptions { Lags = ["report=PT0S", "audit=PT0S"] });

    public Task<Answer> GetAsync(string path, string? token = null, bool eventual = false) => SendAsync("GET", path, null, token, eventual);

    public Task<Answer> PostAsync(string path, object? body, string? token = null) => SendAsync("POST", path, body, token);

    public Task<Answer> PatchAsync(string path, object? body, string? token = null) => SendAsync("PATCH", path, body, token);

    public Task<Answer> PutAsync(string path, object? body, string? token = null) => SendAsync("PUT", path, body, token);

    public Task<Answer> DeleteAsync(string path, string? token = null) => SendAsync("DELETE", path, null, token);

    public async Task<Answer> SendAsync(string method, string path, object? body, string? token = null, bool eventual = false)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        token ??= path.StartsWith("/_sandbox", StringComparison.Ordinal) ? null
            : path.Contains("/portal/", StringComparison.Ordinal) ? _portalToken ??= await TokenAsync(new { audience = "portal", expiresIn = 864000 })
            : _graphToken ??= await TokenAsync(new { expiresIn = 864000 });
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (eventual)
        {
            request.Headers.Add("ConsistencyLevel", "eventual");
        }

        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0;
        return new Answer((int)response.StatusCode, isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default, text, response.Headers);
    }

    public async Task<string> TokenAsync(object request) => (await PostAsync("/_sandbox/tokens", request)).Is(200)["accessToken"];

    public Task<Answer> AdvanceAsync(string duration) => PostAsync("/_sandbox/clock", new { advance = duration });

    public Task FaultAsync(string name, int? count = null, string? target = null) => FaultAsync(new { name, count, target });

    public async Task FaultAsync(object fault) => (await PostAsync("/_sandbox/faults", fault)).Is(200);

    public async Task SwitchAsync(string name, object value) =>
        (await PatchAsync("/_sandbox/switches", new Dictionary<string, object> { [name] = value })).Is(200);

    public static object NewUser(string alias = "MonicaT", string? password = null, string domain = "contoso.onmicrosoft.com", string? usageLocation = "GB") => new
    {
        accountEnabled = true,
        displayName = "Monica Thompson",
        mailNickname = alias,
        userPrincipalName = $"{alias}@{domain}",
        passwordProfile = new { password = password ?? GoodPassword, forceChangePasswordNextSignIn = true },
        usageLocation,
    };

    public static object NewGroup(string name = "SSPRTesters") =>
        new { displayName = name, description = "Testers of SSPR rollout", mailEnabled = false, mailNickname = "sspr-testers", securityEnabled = true };

    public async Task<string> CreateUserAsync(string alias = "MonicaT") => (await PostAsync("/v1.0/users", NewUser(alias))).Is(201).Id;

    public async Task<string> CreateGroupAsync(string name = "SSPRTesters", params string[] members)
    {
        string id = (await PostAsync("/v1.0/groups", NewGroup(name))).Is(201).Id;
        foreach (string member in members)
        {
            _ = (await AddMemberAsync(id, member)).Is(204);
        }

        return id;
    }

    public Task<Answer> AddMemberAsync(string groupId, string memberId) =>
        PostAsync($"/v1.0/groups/{groupId}/members/$ref", Reference(memberId));

    public Dictionary<string, string> Reference(string id) => new() { ["@odata.id"] = $"{Root}/v1.0/directoryObjects/{id}" };

    public async Task<JsonObject> PolicyAsync() => JsonNode.Parse((await GetAsync(Policies)).Is(200).Text)!.AsObject();

    public Task<Answer> PutPolicyAsync(JsonObject policy) => PutAsync(Policies, policy.ToJsonString());

    public async Task<Answer> EnableForAsync(string groupId)
    {
        JsonObject policy = await PolicyAsync();
        policy["enablementType"] = 1;
        policy["passwordResetEnabledGroupIds"] = new JsonArray(groupId);
        return await PutPolicyAsync(policy);
    }

    public async Task<JsonElement> RowAsync(string userId) => (await GetAsync($"{Report}/{userId}")).Is(200).Json;

    public async Task<IReadOnlyList<string?>> ActivitiesAsync() =>
        [.. (await GetAsync(Audits)).Is(200).Value.Select(entry => entry.GetProperty("activityDisplayName").GetString())];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }
}
