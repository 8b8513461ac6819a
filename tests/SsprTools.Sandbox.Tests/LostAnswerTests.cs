using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;

namespace SsprTools.Sandbox.Tests;

/// <summary>Faults of the wire that lose an answer, or hand it over damaged, late or with a wrong name.</summary>
public sealed class LostAnswerTests
{
    [Theory]
    [InlineData("gateway-timeout", 504, false)]
    [InlineData("gateway-timeout-after", 504, true)]
    [InlineData("bad-gateway", 502, false)]
    [InlineData("bad-gateway-after", 502, true)]
    public async Task A_gateway_that_gives_up_before_and_after(string fault, int status, bool isDone)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync(new { name = fault, count = 1, method = "POST", path = "/users" });
        _ = (await tenant.GetAsync("/v1.0/users")).Is(200);
        _ = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser())).Fails(status, "UnknownError");
        _ = (await tenant.GetAsync("/v1.0/users/MonicaT@contoso.onmicrosoft.com")).Is(isDone ? 200 : 404);
        JsonElement entry = await LoggedAsync(tenant, fault);
        Assert.Equal(status, entry.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("reset", false)]
    [InlineData("reset-after", true)]
    [InlineData("truncate", true)]
    public async Task A_connection_that_breaks_before_and_after(string fault, bool isDone)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { });
        await tenant.FaultAsync(new { name = fault, count = 1, method = "POST" });
        _ = await Assert.ThrowsAnyAsync<HttpRequestException>(() => tenant.PostAsync("/v1.0/users", TestTenant.NewUser(), token));
        _ = (await tenant.GetAsync("/v1.0/users/MonicaT@contoso.onmicrosoft.com")).Is(isDone ? 200 : 404);
        if (fault != "truncate")
        {
            Assert.Equal(0, (await LoggedAsync(tenant, fault)).GetProperty("status").GetInt32());
        }
    }

    [Theory]
    [InlineData("gateway-timeout-after")]
    [InlineData("reset-after")]
    [InlineData("claims-challenge")]
    public async Task The_portal_is_struck_as_well(string fault)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        System.Text.Json.Nodes.JsonObject policy = await tenant.PolicyAsync();
        policy["enablementType"] = 2;
        await tenant.FaultAsync(new { name = fault, count = 1, method = "PUT" });
        try
        {
            Answer answer = await tenant.PutPolicyAsync(policy);
            Assert.Equal(fault == "claims-challenge" ? 401 : 504, answer.Status);
        }
        catch (HttpRequestException)
        {
            Assert.Equal("reset-after", fault);
        }

        Assert.Equal(fault == "claims-challenge" ? 0 : 2, (int)(await tenant.PolicyAsync())["enablementType"]!);
    }

    [Theory]
    [InlineData("throttle-date", 429)]
    [InlineData("unavailable-date", 503)]
    public async Task Retry_after_as_a_date_goes_by_the_date_header_even_a_wrong_one(string fault, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync(new { name = fault, count = 1, retryAfter = 7 });
        await tenant.FaultAsync("clock-skew", 1, "-600");
        Answer answer = (await tenant.GetAsync("/v1.0/users")).Is(status);
        Assert.Equal(7, (answer.Headers.RetryAfter!.Date!.Value - answer.Headers.Date!.Value).TotalSeconds);
        Assert.InRange((DateTimeOffset.UtcNow - answer.Headers.Date.Value).TotalSeconds, 590, 620);
        Assert.InRange((DateTimeOffset.UtcNow - (await tenant.GetAsync("/v1.0/users")).Is(200).Headers.Date!.Value).TotalSeconds, -2, 20);
    }

    [Fact]
    public async Task Seconds_of_retry_after_can_be_chosen()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync(new { name = "throttle", count = 1, retryAfter = 60 });
        Assert.Equal(60, (await tenant.GetAsync("/v1.0/users")).Is(429).Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await tenant.FaultAsync(new { name = "unavailable", count = 1, retryAfter = 3 });
        Assert.Equal(3, (await tenant.GetAsync("/v1.0/users")).Is(503).Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_proxy_answers_in_the_place_of_the_service()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("html-page", 1);
        Answer page = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser())).Is(200);
        Assert.StartsWith("<html>", page.Text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Undefined, page.Json.ValueKind);
        await tenant.FaultAsync("proxy-authentication", 1);
        Assert.Equal("Basic", (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser())).Is(407).Headers.ProxyAuthenticate.Single().Scheme);
        _ = (await tenant.GetAsync("/v1.0/users/MonicaT@contoso.onmicrosoft.com")).Is(404);
    }

    [Fact]
    public async Task A_body_with_a_wrong_name_and_one_that_is_not_json()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("wrong-content-type", 1);
        Answer named = (await tenant.GetAsync("/v1.0/me")).Is(200);
        Assert.Equal(JsonValueKind.Undefined, named.Json.ValueKind);
        Assert.Equal("Alex Admin", JsonSerializer.Deserialize<JsonElement>(named.Text).GetProperty("displayName").GetString());
        await tenant.FaultAsync("not-json", 1);
        _ = await Assert.ThrowsAnyAsync<JsonException>(() => tenant.GetAsync("/v1.0/me"));
    }

    [Fact]
    public async Task A_slow_body_comes_whole()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("slow-body", 1, "30");
        long start = Stopwatch.GetTimestamp();
        _ = (await tenant.GetAsync("/v1.0/users")).Is(200).Value;
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 500, 30_000);
    }

    [Fact]
    public async Task A_stalled_body_stays_half_until_the_client_goes()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("stalled-body", 1);
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, $"{tenant.Root}/v1.0/users");
        request.Headers.Authorization = new("Bearer", await tenant.TokenAsync(new { }));
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        await using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(1));
        long read = 0;
        byte[] buffer = new byte[4096];
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await body.ReadAsync(buffer, patience.Token) is > 0 and int some)
            {
                read += some;
            }
        });
        Assert.Equal(response.Content.Headers.ContentLength!.Value / 2, read);
    }

    [Fact]
    public async Task Steps_of_a_batch_are_struck_alone_lost_and_doubled()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync(new { name = "gateway-timeout-after", where = "steps", path = "/groups" });
        await tenant.FaultAsync(new { name = "step-lost", method = "POST", path = "/users" });
        await tenant.FaultAsync(new { name = "step-twice", path = "/me" });
        Dictionary<string, string> json = new() { ["Content-Type"] = "application/json" };
        Answer answer = (await tenant.PostAsync("/v1.0/$batch", new
        {
            requests = new object[]
            {
                new { id = "1", method = "POST", url = "/groups", body = TestTenant.NewGroup(), headers = json },
                new { id = "2", method = "POST", url = "/users", body = TestTenant.NewUser(), headers = json },
                new { id = "3", method = "GET", url = "/me" },
            },
        })).Is(200);
        Assert.Equal([("1", 504), ("3", 200), ("3", 200)], answer.Json.GetProperty("responses").EnumerateArray()
            .Select(step => (step.GetProperty("id").GetString()!, step.GetProperty("status").GetInt32())));
        _ = (await tenant.GetAsync("/v1.0/users/MonicaT@contoso.onmicrosoft.com")).Is(200);
        Assert.Equal("SSPRTesters", (await tenant.GetAsync("/v1.0/groups")).Is(200).Value.Single().GetProperty("displayName").GetString());
        Assert.Equal("2", (await LoggedAsync(tenant, "step-lost")).GetProperty("batchId").GetString());
    }

    [Fact]
    public async Task Requests_only_leaves_steps_alone()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync(new { name = "throttle", where = "requests", path = "/me" });
        Answer answer = (await tenant.PostAsync("/v1.0/$batch", new { requests = new[] { new { id = "1", method = "GET", url = "/me" } } })).Is(200);
        Assert.Equal(200, answer.Json.GetProperty("responses")[0].GetProperty("status").GetInt32());
        _ = (await tenant.GetAsync("/v1.0/me")).Is(429);
    }

    [Fact]
    public async Task A_token_called_expired()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("token-expired", 1);
        _ = (await tenant.GetAsync("/v1.0/me")).Fails(401, "InvalidAuthenticationToken");
        _ = (await tenant.GetAsync("/v1.0/me")).Is(200);
    }

    [Fact]
    public async Task A_claims_challenge_is_over_when_a_token_was_asked_with_the_claims()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        (string id, string secret) = await login.AddSecretClientAsync("User.Read.All");
        ClientSecretCredential credential = new(login.TenantId, id, secret, login.Options<ClientSecretCredentialOptions>());
        await login.Tenant.FaultAsync(new { name = "claims-challenge" });
        string before = await LoginTenant.TokenAsync(credential);
        Answer refused = (await login.Tenant.GetAsync("/v1.0/users", before)).Fails(401, "InvalidAuthenticationToken");
        string challenge = refused.Headers.WwwAuthenticate.Single().Parameter!;
        Assert.Contains("error=\"insufficient_claims\"", challenge, StringComparison.Ordinal);
        string claims = Encoding.UTF8.GetString(Convert.FromBase64String(challenge.Split("claims=\"")[1].TrimEnd('"')));

        AccessToken renewed = await credential.GetTokenAsync(
            new TokenRequestContext([LoginTenant.GraphScope], claims: claims), TestContext.Current.CancellationToken);
        _ = (await login.Tenant.GetAsync("/v1.0/users", renewed.Token)).Is(200);
        _ = (await login.Tenant.GetAsync("/v1.0/users", before)).Is(401);

        // Another one asks for more than that token has.
        _ = (await login.Tenant.DeleteAsync("/_sandbox/faults")).Is(204);
        await login.Tenant.FaultAsync("claims-challenge", 1);
        _ = (await login.Tenant.GetAsync("/v1.0/users", renewed.Token)).Is(401);
        _ = (await login.Tenant.GetAsync("/v1.0/users", renewed.Token)).Is(200);
    }

    private static async Task<JsonElement> LoggedAsync(TestTenant tenant, string fault) =>
        Assert.Single((await tenant.GetAsync("/_sandbox/requests")).Is(200).Value, entry => entry.GetProperty("fault").GetString() == fault);
}
