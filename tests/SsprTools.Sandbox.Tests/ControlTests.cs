using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>Control routes and the command line (contract).</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task The_clock_moves_forward_only()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync("/_sandbox/clock", new { advance = "-PT1H" })).Is(400);
        _ = (await tenant.PostAsync("/_sandbox/clock", new { now = "2020-01-01T00:00:00Z" })).Is(400);
        Assert.StartsWith("2126-12-01T00:00:0", (await tenant.PostAsync("/_sandbox/clock", new { now = "2126-12-01T00:00:00Z" })).Is(200)["now"], StringComparison.Ordinal);
        Assert.StartsWith("2126-12-01T00:", (await tenant.GetAsync("/_sandbox/clock")).Is(200)["now"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_logged_without_bodies_and_control_routes_not_at_all()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = await tenant.CreateUserAsync();
        Answer log = (await tenant.GetAsync("/_sandbox/requests")).Is(200);
        System.Text.Json.JsonElement entry = Assert.Single(log.Value);
        Assert.Equal("POST", entry.GetProperty("method").GetString());
        Assert.Equal("/v1.0/users", entry.GetProperty("path").GetString());
        Assert.Equal(201, entry.GetProperty("status").GetInt32());
        Assert.True(entry.GetProperty("bodyBytes").GetInt32() > 0);
        Assert.DoesNotContain(TestTenant.GoodPassword, log.Text, StringComparison.Ordinal);
        Assert.Empty((await tenant.GetAsync($"/_sandbox/requests?since={entry.GetProperty("seq").GetInt64()}")).Value);
        _ = (await tenant.DeleteAsync("/_sandbox/requests")).Is(204);
        Assert.Empty((await tenant.GetAsync("/_sandbox/requests")).Value);
    }

    [Fact]
    public async Task Unknown_faults_switches_and_lags_are_400()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync("/_sandbox/faults", new { name = "nonsense" })).Is(400);
        _ = (await tenant.PostAsync("/_sandbox/faults", new { name = "throttle", often = 2 })).Is(400);
        _ = (await tenant.PatchAsync("/_sandbox/switches", new { nonsense = true })).Is(400);
        _ = (await tenant.PatchAsync("/_sandbox/switches", new Dictionary<string, int> { ["phone-patch-status"] = 500 })).Is(400);
        _ = (await tenant.PatchAsync("/_sandbox/lags", new { report = "4 hours" })).Is(400);
        _ = (await tenant.GetAsync("/_sandbox/nonsense")).Is(404);
    }

    [Fact]
    public async Task Every_fault_of_the_contract_is_known()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer faults = (await tenant.GetAsync("/_sandbox/faults")).Is(200);
        Assert.Equal(63, faults.Json.GetProperty("known").GetArrayLength());
        await tenant.FaultAsync("throttle", 2);
        _ = await tenant.GetAsync("/v1.0/me");
        Assert.Equal(1, (await tenant.GetAsync("/_sandbox/faults")).Value.Single().GetProperty("remaining").GetInt32());
    }

    [Theory]
    [InlineData("methods-policy-patch-status", "204")]
    [InlineData("methods-policy-patch-status", "200")]
    public async Task The_methods_policy_patch_answers_either_status_graph_1_7(string name, string value)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync(name, value);
        _ = (await tenant.PatchAsync("/v1.0/policies/authenticationMethodsPolicy", new { policyMigrationState = "migrationComplete" }))
            .Is(int.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("migrationComplete", (await tenant.GetAsync("/v1.0/policies/authenticationMethodsPolicy"))["policyMigrationState"]);
    }

    [Theory]
    [InlineData("collection", true)]
    [InlineData("entity", false)]
    public async Task Synchronization_has_either_shape_graph_1_5(string shape, bool isCollection)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("sync-shape", shape);
        Answer answer = (await tenant.GetAsync("/v1.0/directory/onPremisesSynchronization")).Is(200);
        Assert.Equal(isCollection, answer.Json.TryGetProperty("value", out _));
        Assert.Equal(!isCollection, answer.Json.TryGetProperty("features", out _));
    }

    [Fact]
    public void Every_switch_takes_its_default_and_has_a_source()
    {
        Assert.All(Switches.Known, known =>
        {
            Assert.NotNull(known.Accept(known.Default));
            Assert.StartsWith("graph.md", known.Source, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_guide_lists_every_switch_and_fault()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "guides", "sandbox.md")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "docs/guides/sandbox.md is not there");
        string guide = File.ReadAllText(Path.Combine(folder!.FullName, "docs", "guides", "sandbox.md"));
        Assert.All(Switches.Known, known => Assert.Contains($"| `{known.Name}` |", guide, StringComparison.Ordinal));
        Assert.All(FaultCatalog.Known, known => Assert.Contains($"| `{known.Key}` | {known.Value} |", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_line_is_read()
    {
        SandboxOptions options = CommandLine.Parse(
            ["--port", "5", "--users", "7", "--fault", "throttle:2", "--switch", "budgets=true", "--lag", "report=PT1H,audit=PT0S", "--parent", "9"]);
        Assert.Equal((5, 7, 9), (options.Port, options.Users, options.ParentProcessId));
        Assert.Equal(["report=PT1H", "audit=PT0S"], options.Lags);
    }

    [Theory]
    [InlineData("--nonsense", "1")]
    [InlineData("--port", "x")]
    [InlineData("--port")]
    public void A_wrong_command_line_is_refused(params string[] arguments) =>
        Assert.Throws<SandboxStartException>(() => CommandLine.Parse(arguments));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("throttle:0")]
    public async Task A_wrong_fault_stops_the_start(string fault) =>
        await Assert.ThrowsAsync<SandboxStartException>(() => TestTenant.StartAsync(new SandboxOptions { Faults = [fault] }));

    [Fact]
    public async Task Stop_answers_202_and_ends()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Task ended = tenant.Host.WaitForEndAsync();
        _ = (await tenant.PostAsync("/_sandbox/stop", new { })).Is(202);
        await ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
