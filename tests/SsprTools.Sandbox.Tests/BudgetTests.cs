using System.Text.Json;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>The documented budgets (graph.md 1.14), on the tenant's clock so that no test waits.</summary>
public sealed class BudgetTests
{
    [Fact]
    public async Task Five_report_requests_in_ten_seconds_steps_of_a_batch_among_them()
    {
        await using TestTenant tenant = await KeptAsync();
        Answer batch = (await tenant.PostAsync("/v1.0/$batch", new
        {
            requests = Enumerable.Range(0, 4).Select(number => new { id = $"{number}", method = "GET", url = TestTenant.Report["/v1.0".Length..] }),
        })).Is(200);
        Assert.All(batch.Json.GetProperty("responses").EnumerateArray(), step => Assert.Equal(200, step.GetProperty("status").GetInt32()));
        _ = await tenant.AdvanceAsync("PT4S");
        _ = (await tenant.GetAsync(TestTenant.Audits)).Is(200);
        Answer refused = (await tenant.GetAsync(TestTenant.Report)).Fails(429, "TooManyRequests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 6);
        Assert.False(refused.Headers.Contains("x-ms-throttle-scope"));

        // What the directory is asked is another budget.
        _ = (await tenant.GetAsync("/v1.0/users")).Is(200);
        JsonElement reports = await BudgetAsync(tenant, "reports");
        Assert.Equal((5, 5, 1), Counts(reports));
        Assert.Equal("6", (await tenant.GetAsync("/_sandbox/requests")).Value.Single(entry => entry.GetProperty("status").GetInt32() == 429).GetProperty("retryAfter").GetString());
        _ = await tenant.AdvanceAsync("PT6S");
        _ = (await tenant.GetAsync(TestTenant.Report)).Is(200);
    }

    [Fact]
    public async Task Each_app_has_its_own()
    {
        await using TestTenant tenant = await KeptAsync();
        for (int index = 0; index < 5; index++)
        {
            _ = (await tenant.GetAsync(TestTenant.Report)).Is(200);
        }

        _ = (await tenant.GetAsync(TestTenant.Report)).Is(429);
        string other = await tenant.TokenAsync(new { appOnly = true, audience = "graph", appId = "11111111-1111-4111-8111-111111111111" });
        _ = (await tenant.GetAsync(TestTenant.Report, other)).Is(200);
    }

    [Fact]
    public async Task Not_kept_they_refuse_nobody_and_count_all_the_same()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        for (int index = 0; index < 7; index++)
        {
            Answer answer = (await tenant.GetAsync(TestTenant.Report)).Is(200);
            Assert.False(answer.Headers.Contains("x-ms-resource-unit"));
        }

        Assert.Equal((7, 7, 0), Counts(await BudgetAsync(tenant, "reports")));
        Assert.False((await tenant.GetAsync("/_sandbox")).Is(200).Json.TryGetProperty("budgets", out _));
        _ = (await tenant.DeleteAsync("/_sandbox/budgets")).Is(204);
        Assert.Equal((0, 0, 0), Counts(await BudgetAsync(tenant, "reports")));
    }

    [Theory]
    [InlineData("/v1.0/users", 2)]
    [InlineData("/v1.0/users?$select=id", 1)]
    [InlineData("/v1.0/users?$expand=memberOf", 3)]
    [InlineData("/v1.0/users?$top=10", 1)]
    [InlineData("/v1.0/users?$top=20", 2)]
    [InlineData("/v1.0/users?$top=10&$select=id", 1)]
    [InlineData("/v1.0/me", 1)]
    [InlineData("/v1.0/users/adele@contoso.onmicrosoft.com/memberOf", 2)]
    [InlineData("/v1.0/users/adele@contoso.onmicrosoft.com/transitiveMemberOf", 2)]
    [InlineData("/v1.0/users/adele@contoso.onmicrosoft.com/licenseDetails", 2)]
    [InlineData("/v1.0/subscribedSkus", 3)]
    [InlineData("/v1.0/groups/{0}/members", 3)]
    [InlineData("/v1.0/groups/{0}/members/microsoft.graph.user", 3)]
    [InlineData("/v1.0/groups/{0}/transitiveMembers", 5)]
    [InlineData("/v1.0/groups/{0}/transitiveMembers?$select=id&$top=999", 4)]
    public async Task Resource_units_by_the_table(string path, int units)
    {
        await using TestTenant tenant = await KeptAsync();
        string group = await tenant.CreateGroupAsync();
        Answer answer = (await tenant.GetAsync(string.Format(null, path, group))).Is(200);
        Assert.Equal($"{units}", answer.Headers.GetValues("x-ms-resource-unit").Single());
    }

    [Fact]
    public async Task Resource_units_run_out_and_the_headers_tell_before()
    {
        await using TestTenant tenant = await KeptAsync();
        _ = (await tenant.PatchAsync("/_sandbox/budgets", new { resourceUnits = new { limit = 10 } })).Is(200);
        Answer third = new(0, default, "", null!);
        for (int index = 0; index < 3; index++)
        {
            third = (await tenant.GetAsync("/v1.0/subscribedSkus")).Is(200);
        }

        Assert.Equal("0.9", third.Headers.GetValues("x-ms-throttle-limit-percentage").Single());
        Answer refused = (await tenant.GetAsync("/v1.0/subscribedSkus")).Fails(429, "TooManyRequests");
        Assert.Equal("ResourceUnitLimitExceeded", refused.Headers.GetValues("x-ms-throttle-information").Single());
        Assert.StartsWith("Tenant_Application/ReadWrite/", refused.Headers.GetValues("x-ms-throttle-scope").Single(), StringComparison.Ordinal);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 9, 10);
        _ = (await tenant.GetAsync("/v1.0/me")).Is(200);
    }

    [Fact]
    public async Task Writes_run_out_and_reads_go_on()
    {
        await using TestTenant tenant = await KeptAsync();
        _ = (await tenant.PatchAsync("/_sandbox/budgets", new { writes = new { limit = 2, seconds = 30.5 } })).Is(200);
        _ = await tenant.CreateGroupAsync("A");
        _ = await tenant.CreateGroupAsync("B");
        Answer refused = (await tenant.PostAsync("/v1.0/groups", TestTenant.NewGroup("C"))).Fails(429, "TooManyRequests");
        Assert.Equal("WriteLimitExceeded", refused.Headers.GetValues("x-ms-throttle-information").Single());
        Assert.Equal(2, (await tenant.GetAsync("/v1.0/groups")).Is(200).Value.Count);
        _ = await tenant.AdvanceAsync("PT31S");
        _ = await tenant.CreateGroupAsync("C");
        Assert.Equal((2, 3, 1), Counts(await BudgetAsync(tenant, "writes")));
    }

    [Theory]
    [InlineData(0, 3500)]
    [InlineData(100, 5000)]
    [InlineData(600, 8000)]
    public async Task Resource_units_grow_with_the_tenant(int users, int limit)
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = users });
        Assert.Equal(limit, (await BudgetAsync(tenant, "resourceUnits")).GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task A_window_of_the_machines_time_ends_by_itself()
    {
        SandboxOptions options = CommandLine.Parse(["--budget", "reports=2/0.3"]);
        await using TestTenant tenant = await TestTenant.StartAsync(options);
        JsonElement told = (await tenant.GetAsync("/_sandbox")).Is(200).Json.GetProperty("budgets").GetProperty("reports");
        Assert.Equal((2, 0.3), (told.GetProperty("requests").GetInt32(), told.GetProperty("seconds").GetDouble()));
        List<int> statuses = [];
        for (int index = 0; index < 3; index++)
        {
            statuses.Add((await tenant.GetAsync(TestTenant.Report)).Status);
        }

        // A busy machine may take longer than the window; it never lets more through.
        Assert.True((await BudgetAsync(tenant, "reports")).GetProperty("most").GetInt32() <= 2);
        Assert.Equal([200, 200], statuses[..2]);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        _ = (await tenant.GetAsync(TestTenant.Report)).Is(200);
    }

    [Theory]
    [InlineData("""{"nonsense":{"limit":1}}""")]
    [InlineData("""{"reports":{"limit":0}}""")]
    [InlineData("""{"reports":{"seconds":-1}}""")]
    [InlineData("""{"reports":{"often":1}}""")]
    [InlineData("""{"reports":5}""")]
    [InlineData("""{"clock":"sundial"}""")]
    public async Task Nonsense_is_refused(string body)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PatchAsync("/_sandbox/budgets", body)).Is(400);
        Assert.Equal(5, (await BudgetAsync(tenant, "reports")).GetProperty("limit").GetInt32());
    }

    [Theory]
    [InlineData("reports")]
    [InlineData("reports=5")]
    [InlineData("reports=5/0")]
    [InlineData("nonsense=5/1")]
    public async Task Nonsense_is_refused_at_start(string budget) =>
        _ = await Assert.ThrowsAsync<SandboxStartException>(() => TestTenant.StartAsync(new SandboxOptions { Budgets = [budget] }));

    private static async Task<TestTenant> KeptAsync()
    {
        TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Switches = ["budgets=true"] });
        _ = (await tenant.PatchAsync("/_sandbox/budgets", new { clock = "tenant" })).Is(200);
        return tenant;
    }

    private static async Task<JsonElement> BudgetAsync(TestTenant tenant, string name) =>
        (await tenant.GetAsync("/_sandbox/budgets")).Is(200).Value.Single(budget => budget.GetProperty("name").GetString() == name);

    private static (int Most, int Admitted, int Refused) Counts(JsonElement budget) =>
        (budget.GetProperty("most").GetInt32(), budget.GetProperty("admitted").GetInt32(), budget.GetProperty("refused").GetInt32());
}
