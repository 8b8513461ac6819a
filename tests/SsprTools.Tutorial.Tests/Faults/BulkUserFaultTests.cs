using System.Text.Json.Nodes;
using SsprTools.Graph;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Tests;
using Xunit;

namespace SsprTools.Tutorial.Tests.Faults;

/// <summary>The faults of the wire against test users made in batches. The request log says what was sent, and the tenant what is there.</summary>
public sealed class BulkUserFaultTests(FaultySandbox place) : IClassFixture<FaultySandbox>
{
    // More than one batch.
    private const int Rows = 25;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("throttle", "steps")]
    [InlineData("unavailable", "steps")]
    [InlineData("bad-gateway", "steps")]
    [InlineData("bad-gateway-after", "steps")]
    [InlineData("gateway-timeout-after", "steps")]
    [InlineData("step-lost", "steps")]
    [InlineData("step-twice", "steps")]
    [InlineData("reset", "requests")]
    [InlineData("reset-after", "requests")]
    [InlineData("truncate", "requests")]
    [InlineData("not-json", "requests")]
    public async Task Each_user_is_made_once_whatever_becomes_of_the_answers(string fault, string where)
    {
        await place.Sandbox.MendAsync(Stop);
        using var connection = await ConnectAsync();
        var users = new TestUsers(connection);
        var rows = await PlannedAsync(users, $"{fault}", license: null, []);
        await (where == "steps"
            ? BreakAsync(new() { ["name"] = fault, ["ratio"] = 0.4, ["seed"] = 5, ["where"] = where, ["method"] = "POST", ["path"] = "/users" })
            : BreakAsync(new() { ["name"] = fault, ["count"] = 1, ["where"] = where, ["method"] = "POST", ["path"] = "/v1.0/$batch" }));

        await users.CreateAsync(rows, Stop);

        await place.Sandbox.MendAsync(Stop);
        Assert.All(rows, row => Assert.Equal((null, ChangeStatus.Created), (row.Error?.Message, row.Result?.Status)));
        Assert.All(rows, row => Assert.NotNull(row.Result!.Password));
        // A fault that strikes nothing would prove nothing. The log does not name damages to a body.
        Assert.True(fault is "truncate" or "not-json" || await StruckAsync() > 0, "nothing was struck");
        Assert.Equal(Rows, await place.CountAsync("users", $"startswith(userPrincipalName,'{fault}.')", Stop));
    }

    [Theory]
    [InlineData("throttle")]
    [InlineData("bad-gateway")]
    [InlineData("gateway-timeout-after")]
    [InlineData("step-lost")]
    public async Task Each_licence_is_given_once_whatever_becomes_of_the_answers(string fault)
    {
        await place.Sandbox.MendAsync(Stop);
        using var connection = await ConnectAsync();
        var users = new TestUsers(connection);
        var rows = await PlannedAsync(users, $"lic-{fault}", "AAD_PREMIUM", [], 4);
        await BreakAsync(new() { ["name"] = fault, ["count"] = 2, ["where"] = "steps", ["method"] = "POST", ["path"] = "/assignLicense" });

        await users.CreateAsync(rows, Stop);

        await place.Sandbox.MendAsync(Stop);
        Assert.All(rows, row => Assert.Equal((ChangeStatus.Created, "AAD_PREMIUM"), (row.Result!.Status, row.Result.Licenses!.Single())));
        Assert.Equal(fault is "throttle" or "bad-gateway" ? 6 : 4, (await place.StatusesAsync("POST", "/assignLicense", Stop)).Count);
    }

    [Fact]
    public async Task A_connection_that_is_lost_between_leaves_a_true_account_of_each()
    {
        await place.Sandbox.MendAsync(Stop);
        using var connection = await ConnectAsync();
        var users = new TestUsers(connection);
        var group = await new GroupDirectory(connection).GetAsync("All generated users", Stop);
        var rows = await PlannedAsync(users, "cut", null, [group.Id]);
        await BreakAsync(new() { ["name"] = "reset", ["method"] = "PATCH", ["path"] = "/groups/" });

        await users.CreateAsync(rows, Stop);

        await place.Sandbox.MendAsync(Stop);
        Assert.All(rows, row =>
        {
            Assert.Equal(ChangeStatus.Failed, row.Result!.Status);
            Assert.Contains(row.Result.Errors, error => error.ErrorId == SsprErrorId.ServiceUnreachable);
            Assert.NotNull(row.Result.Password);
        });
    }

    [Theory]
    [InlineData("POST", false)]
    [InlineData("GET", true)]
    public async Task Batches_that_never_get_through_hide_no_user(string method, bool created)
    {
        await place.Sandbox.MendAsync(Stop);
        using var connection = await ConnectAsync();
        var users = new TestUsers(connection);
        var rows = await PlannedAsync(users, $"never-{method}", null, []);
        // The batches that create, or each step that reads back after them.
        await BreakAsync(new() { ["name"] = created ? "bad-gateway" : "reset", ["where"] = created ? "steps" : "requests", ["method"] = method, ["path"] = created ? "/users/" : "/v1.0/$batch" });

        await users.CreateAsync(rows, Stop);

        await place.Sandbox.MendAsync(Stop);
        Assert.Equal(created ? Rows : 0, await place.CountAsync("users", $"startswith(userPrincipalName,'never-{method}.')", Stop));
        Assert.All(rows, row => Assert.Equal(created ? null : SsprErrorId.OutcomeUnknown, row.Error?.ErrorId));
        Assert.All(rows, row => Assert.Equal(created ? (ChangeStatus.Failed, true) : (null, false), (row.Result?.Status, row.Result?.Password is not null)));
    }

    private async Task<int> StruckAsync() => (await place.Sandbox.ControlAsync(HttpMethod.Get, "requests", null, Stop))!["value"]!.AsArray().Count(row => row!["fault"] is not null);

    private static async Task<IReadOnlyList<TestUserRow>> PlannedAsync(TestUsers users, string prefix, string? license, IReadOnlyList<string> groups, int count = Rows)
    {
        TestUserRow[] rows =
        [
            .. Enumerable.Range(1, count).Select(number => new TestUserRow(new()
            {
                DisplayName = $"{prefix} {number}", UserPrincipalName = $"{prefix}.{number}", License = license, Groups = groups, UsageLocation = "US",
            })),
        ];
        Assert.Equal(count, await users.LookAsync(rows, Stop));
        Assert.All(rows, users.Plan);
        Assert.All(rows, row => Assert.Null(row.Error));
        return rows;
    }

    private Task<SsprConnection> ConnectAsync() => place.ConnectAsync(new ManualClock(DateTimeOffset.UtcNow) { SkipWaits = true }, Stop);

    private async Task BreakAsync(JsonObject fault)
    {
        await place.Sandbox.ControlAsync(HttpMethod.Delete, "requests", null, Stop);
        await place.Sandbox.BreakAsync(fault, Stop);
    }
}
