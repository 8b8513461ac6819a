using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>Faults that strike a share of the requests, by a seed; and how a fault is asked for.</summary>
public sealed class FaultShareTests
{
    [Fact]
    public async Task A_share_of_the_steps_the_same_ones_for_the_same_seed()
    {
        List<int> first = await ThrottledAsync("throttle,ratio=0.2,seed=7,where=steps,retryAfter=2");
        Assert.InRange(first.Count, 60, 140);
        Assert.Equal(first, await ThrottledAsync("throttle,ratio=0.2,seed=7,where=steps,retryAfter=2"));
        Assert.NotEqual(first, await ThrottledAsync("throttle,ratio=0.2,seed=8,where=steps,retryAfter=2"));
    }

    [Fact]
    public async Task A_second_try_of_the_same_request_has_its_own_chance()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Faults = ["unavailable,ratio=0.5,seed=3"] });
        List<int> statuses = [];
        for (int index = 0; index < 40; index++)
        {
            statuses.Add((await tenant.GetAsync("/v1.0/me")).Status);
        }

        Assert.InRange(statuses.Count(status => status == 503), 10, 30);
        Assert.Equal(40, statuses.Count(status => status is 200 or 503));
    }

    [Fact]
    public async Task A_count_ends_a_share()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Faults = ["throttle:3,ratio=1"] });
        for (int index = 0; index < 3; index++)
        {
            _ = (await tenant.GetAsync("/v1.0/me")).Is(429);
        }

        _ = (await tenant.GetAsync("/v1.0/me")).Is(200);
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is not a fault.")]
    [InlineData("throttle:0", "count is a number from 1.")]
    [InlineData("throttle,ratio=2", "ratio is above 0 and at most 1.")]
    [InlineData("throttle,ratio=0", "ratio is above 0 and at most 1.")]
    [InlineData("throttle,where=everywhere", "where is steps or requests.")]
    [InlineData("throttle,often", "'often' is not of the form MEMBER=VALUE.")]
    [InlineData("throttle,retryAfter=-1", "retryAfter is a number from 0.")]
    [InlineData("reset,retryAfter=1", "'retryAfter' is not known for the fault 'reset'.")]
    [InlineData("user-not-created,ratio=0.5", "'ratio' is not known for the fault 'user-not-created'.")]
    public async Task What_is_wrong_with_a_fault_is_said_at_start(string fault, string message)
    {
        SandboxStartException problem = await Assert.ThrowsAsync<SandboxStartException>(
            () => TestTenant.StartAsync(new SandboxOptions { Faults = [fault] }));
        Assert.Equal($"Fault '{fault}': {message}", problem.Message);
    }

    [Fact]
    public async Task The_list_shows_what_was_asked_for()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync(new { name = "throttle", count = 4, method = "GET", path = "/users", where = "steps", ratio = 0.25, seed = 9, retryAfter = 5 });
        System.Text.Json.JsonElement fault = (await tenant.GetAsync("/_sandbox/faults")).Is(200).Value.Single();
        Assert.Equal(
            """{"name":"throttle","remaining":4,"target":null,"method":"GET","path":"/users","where":"steps","ratio":0.25,"seed":9,"retryAfter":5}""",
            fault.GetRawText());
    }

    private static async Task<List<int>> ThrottledAsync(string fault)
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 500, Faults = [fault] });
        List<int> throttled = [];
        for (int start = 1; start <= 500; start += 20)
        {
            Answer answer = (await tenant.PostAsync("/v1.0/$batch", new
            {
                requests = Enumerable.Range(start, 20).Select(number => new { id = $"{number}", method = "GET", url = $"/users/user{number:D6}@contoso.onmicrosoft.com" }),
            })).Is(200);
            throttled.AddRange(answer.Json.GetProperty("responses").EnumerateArray()
                .Where(step => step.GetProperty("status").GetInt32() == 429)
                .Select(step => int.Parse(step.GetProperty("id").GetString()!, null)));
        }

        return throttled;
    }
}
