using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using Xunit;

namespace SsprTools.Tutorial.Tests.Faults;

/// <summary>
/// The budgets of writes and of resource units against a sandbox that enforces them, in windows of a second and with many requests at once. The
/// limits are what discovery says, so this is the way of every connection.
/// </summary>
public sealed class BudgetTests(FaultySandbox place) : IClassFixture<FaultySandbox>
{
    private const double Window = 1.0;

    private static readonly string[] s_reads =
    [
        "users", "users?$select=id", "users?$top=5", "users?$expand=memberOf", "users/adele@contoso.onmicrosoft.com", "users/adele@contoso.onmicrosoft.com/memberOf",
        "users/adele@contoso.onmicrosoft.com/licenseDetails", "subscribedSkus", "groups", "groups?$select=id&$top=1",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("writes", true)]
    [InlineData("resourceUnits", true)]
    [InlineData("writes", false)]
    [InlineData("resourceUnits", false)]
    public async Task Many_requests_at_once_meet_no_refusal_because_of_the_limiter(string budget, bool limited)
    {
        const int Requests = 40;
        var limit = budget == "writes" ? 8 : 20;
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "budgets", new JsonObject { [budget] = new JsonObject { ["limit"] = limit, ["seconds"] = Window } }, Stop);
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "switches", new JsonObject { ["budgets"] = true }, Stop);
        try
        {
            // The limiter that is off believes in windows of a moment.
            using var off = limited ? null : new RequestBudget(TimeProvider.System, Window / 10000);
            using var connection = await SsprConnection.FromSandboxAsync(place.Sandbox.Address, null, null, null, null, off, Stop);
            await place.Sandbox.ControlAsync(HttpMethod.Delete, "budgets", null, Stop);
            await place.Sandbox.ControlAsync(HttpMethod.Delete, "requests", null, Stop);

            await Task.WhenAll(Enumerable.Range(0, Requests).Select(number => budget == "writes" ? WriteAsync(connection, number) : ReadAsync(connection, s_reads[number % s_reads.Length])));

            var statuses = await place.StatusesAsync(budget == "writes" ? "POST" : "GET", "/v1.0/", Stop);
            var found = (await place.Sandbox.ControlAsync(HttpMethod.Get, "budgets", null, Stop))!.ToJsonString();
            Assert.Equal(Requests, statuses.Count(status => status is 200 or 201));
            // The counter-test: without the limiter the same requests are refused, so the sandbox does enforce.
            Assert.True(limited != statuses.Contains(429), $"{string.Join(' ', statuses)} {found}");
        }
        finally
        {
            await place.Sandbox.ControlAsync(HttpMethod.Patch, "switches", new JsonObject { ["budgets"] = false }, Stop);
        }
    }

    [Fact]
    public async Task The_writes_of_a_batch_count_one_by_one()
    {
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "budgets", new JsonObject { ["writes"] = new JsonObject { ["limit"] = 20, ["seconds"] = Window } }, Stop);
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "switches", new JsonObject { ["budgets"] = true }, Stop);
        try
        {
            using var connection = await SsprConnection.FromSandboxAsync(place.Sandbox.Address, null, null, null, null, null, Stop);
            await place.Sandbox.ControlAsync(HttpMethod.Delete, "budgets", null, Stop);
            await place.Sandbox.ControlAsync(HttpMethod.Delete, "requests", null, Stop);
            var steps = Enumerable.Range(100, 70).Select(number => new BatchStep<int>(number, "POST", "groups") { Body = Group(number).ToJsonString() });

            var answers = await new BatchClient(connection).SendAsync(steps, Stop).ToListAsync(Stop);

            Assert.All(answers, answer => Assert.Equal(BatchOutcome.Done, answer.Outcome));
            var statuses = await place.StatusesAsync("POST", "/v1.0/groups", Stop);
            Assert.Equal(70, statuses.Count);
            Assert.DoesNotContain(429, statuses);
        }
        finally
        {
            await place.Sandbox.ControlAsync(HttpMethod.Patch, "switches", new JsonObject { ["budgets"] = false }, Stop);
        }
    }

    private static JsonObject Group(int number) => new()
    {
        ["displayName"] = $"Budget {number}",
        ["mailEnabled"] = false,
        ["mailNickname"] = $"budget{number}{Guid.NewGuid():N}",
        ["securityEnabled"] = true,
    };

    private static async Task WriteAsync(SsprConnection connection, int number)
    {
        using var body = JsonContent.Create(Group(number));
        (await connection.GraphHttp.PostAsync(new Uri("v1.0/groups", UriKind.Relative), body, Stop)).Dispose();
    }

    private static async Task ReadAsync(SsprConnection connection, string path) =>
        (await connection.GraphHttp.GetAsync(new Uri("v1.0/" + path, UriKind.Relative), Stop)).Dispose();
}
