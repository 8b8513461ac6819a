using System.Text.Json;

namespace SsprTools.Sandbox.Tests;

/// <summary>$batch: graph.md 1.14.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Each_request_has_its_own_answer()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.PostAsync("/v1.0/$batch", Batch(
            new { id = "a", method = "GET", url = $"/users/{TestTenant.Adele}?$select=id" },
            new { id = "b", method = "GET", url = "users/nobody" },
            new { id = "c", method = "POST", url = "/groups", body = TestTenant.NewGroup(), headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } })))
            .Is(200);
        Assert.Equal(200, Step(answer, "a").GetProperty("status").GetInt32());
        Assert.Equal(TestTenant.AdeleId, Step(answer, "a").GetProperty("body").GetProperty("id").GetString());
        Assert.Equal(404, Step(answer, "b").GetProperty("status").GetInt32());
        Assert.Equal("Request_ResourceNotFound", Step(answer, "b").GetProperty("body").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(201, Step(answer, "c").GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_dependency_that_fails_gives_424()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.PostAsync("/v1.0/$batch", Batch(
            new { id = "1", method = "GET", url = "/users/nobody" },
            new { id = "2", method = "GET", url = "/me", dependsOn = new[] { "1" } },
            new { id = "3", method = "GET", url = "/me" }))).Is(200);
        Assert.Equal(424, Step(answer, "2").GetProperty("status").GetInt32());
        Assert.Equal(200, Step(answer, "3").GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Twenty_is_the_most_and_ids_are_unique()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        object[] many = [.. Enumerable.Range(0, 21).Select(index => new { id = $"{index}", method = "GET", url = "/me" })];
        _ = (await tenant.PostAsync("/v1.0/$batch", Batch(many))).Fails(400, "BadRequest");
        _ = (await tenant.PostAsync("/v1.0/$batch", Batch(many[0], many[0]))).Fails(400, "BadRequest");
        _ = (await tenant.PostAsync("/v1.0/$batch", Batch(many[..20]))).Is(200);
    }

    [Fact]
    public async Task A_body_needs_its_content_type()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync("/v1.0/$batch", Batch(new { id = "1", method = "POST", url = "/groups", body = TestTenant.NewGroup() }))).Fails(400, "BadRequest");
    }

    [Fact]
    public async Task A_throttled_step_sits_inside_a_200()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("throttle", 1, TestTenant.Adele);
        Answer answer = (await tenant.PostAsync("/v1.0/$batch", Batch(
            new { id = "1", method = "GET", url = $"/users/{TestTenant.Adele}" }, new { id = "2", method = "GET", url = "/me" }))).Is(200);
        Assert.Equal(429, Step(answer, "1").GetProperty("status").GetInt32());
        Assert.Equal("1", Step(answer, "1").GetProperty("headers").GetProperty("Retry-After").GetString());
        Assert.Equal(200, Step(answer, "2").GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Steps_are_in_the_request_log_and_a_bad_token_fails_the_whole()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync("/v1.0/$batch", Batch(new { id = "1", method = "GET", url = "/me" }))).Is(200);
        Assert.Equal(
            ["1", null],
            (await tenant.GetAsync("/_sandbox/requests")).Value.Select(entry => entry.GetProperty("batchId").GetString()));
        _ = (await tenant.PostAsync("/v1.0/$batch", Batch(), "nonsense")).Is(401);
    }

    [Theory]
    [InlineData("outer", TestTenant.AdminId)]
    [InlineData("own", TestTenant.AdeleId)]
    public async Task A_steps_own_token_counts_when_the_switch_says_so(string mode, string caller)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("batch-authorization", mode);
        string token = await tenant.TokenAsync(new { user = TestTenant.Adele });
        Answer answer = (await tenant.PostAsync("/v1.0/$batch", Batch(
            new { id = "1", method = "GET", url = "/me?$select=id", headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + token } }))).Is(200);
        Assert.Equal(caller, Step(answer, "1").GetProperty("body").GetProperty("id").GetString());
    }

    private static object Batch(params object[] requests) => new { requests };

    private static JsonElement Step(Answer answer, string id) =>
        answer.Json.GetProperty("responses").EnumerateArray().Single(step => step.GetProperty("id").GetString() == id);
}
