using System.Diagnostics;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using Xunit;

namespace SsprTools.Tutorial.Tests.Faults;

/// <summary>The limiter against a sandbox that enforces the documented budget, in windows of a second on both sides.</summary>
public sealed class LimiterTests(FaultySandbox place) : IClassFixture<FaultySandbox>
{
    private const double Window = 1.0;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_report_pages_meet_no_refusal_and_take_hardly_longer_than_the_budget_makes_them()
    {
        await ResetAsync();
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "budgets", new JsonObject { ["reports"] = new JsonObject { ["limit"] = 5, ["seconds"] = Window } }, Stop);
        // The first pages of a process cost compilation, which is no matter of the limiter.
        _ = await ReadAsync(1000);
        await place.Sandbox.ControlAsync(HttpMethod.Delete, "budgets", null, Stop);
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "switches", new JsonObject { ["budgets"] = true }, Stop);
        await Task.Delay(TimeSpan.FromSeconds(Window), Stop);

        var (pages, took) = await ReadAsync(Window / 10);

        var found = (await place.Sandbox.ControlAsync(HttpMethod.Get, "budgets", null, Stop))!.ToJsonString();
        var statuses = (await place.Sandbox.ControlAsync(HttpMethod.Get, "requests", null, Stop))!.ToJsonString();
        Assert.True(pages >= 60, $"{pages} pages");
        Assert.DoesNotContain("\"status\":429", statuses, StringComparison.Ordinal);
        Assert.Contains("\"refused\":0", found, StringComparison.Ordinal);
        var allowed = Math.Ceiling(pages / 5.0) - 1;
        Assert.InRange(took.TotalSeconds, allowed * Window, allowed * Window * 1.05);
    }

    [Fact]
    public async Task Without_the_limiter_the_same_read_is_refused()
    {
        await ResetAsync();
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "budgets", new JsonObject { ["reports"] = new JsonObject { ["limit"] = 5, ["seconds"] = Window } }, Stop);
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "switches", new JsonObject { ["budgets"] = true }, Stop);

        // The client believes in windows of a hundredth of a second.
        _ = await ReadAsync(Window / 1000, 12);

        Assert.Contains("\"status\":429", (await place.Sandbox.ControlAsync(HttpMethod.Get, "requests", null, Stop))!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>The tests of a class come in any order.</summary>
    private async Task ResetAsync()
    {
        await place.Sandbox.ControlAsync(HttpMethod.Patch, "switches", new JsonObject { ["budgets"] = false }, Stop);
        await place.Sandbox.ControlAsync(HttpMethod.Delete, "requests", null, Stop);
        await place.Sandbox.ControlAsync(HttpMethod.Delete, "budgets", null, Stop);
    }

    /// <param name="scale">Of the limiter's windows; more than one: none at all.</param>
    private async Task<(int Pages, TimeSpan Took)> ReadAsync(double scale, int most = int.MaxValue)
    {
        using var budget = scale > 1 ? null : new RequestBudget(TimeProvider.System, scale);
        using var connection = await SsprConnection.FromSandboxAsync(place.Sandbox.Address, null, null, null, null, budget, Stop);
        var watch = Stopwatch.StartNew();
        var pages = 0;
        var path = new Uri(connection.Cloud.Graph, "v1.0/reports/authenticationMethods/userRegistrationDetails?$top=1");
        await foreach (var page in new RawRequests(connection).ReadAllAsync(path, eventual: false, Stop))
        {
            if (++pages == most)
            {
                break;
            }
        }

        return (pages, watch.Elapsed);
    }
}
