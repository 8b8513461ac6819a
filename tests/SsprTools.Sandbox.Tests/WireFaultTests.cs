using System.Diagnostics;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>Faults of the wire (contract; bodies of graph.md 5.5).</summary>
public sealed class WireFaultTests
{
    [Fact]
    public async Task Throttle_with_and_without_header()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("throttle", 1);
        Answer first = (await tenant.GetAsync("/v1.0/users")).Fails(429, "TooManyRequests");
        Assert.Equal(1, first.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await tenant.FaultAsync("throttle-no-header", 1);
        Assert.Null((await tenant.GetAsync("/v1.0/users")).Is(429).Headers.RetryAfter);
        _ = (await tenant.GetAsync("/v1.0/users")).Is(200);
    }

    [Fact]
    public async Task Unavailable_and_server_error()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("unavailable", 1);
        _ = (await tenant.GetAsync("/v1.0/users")).Fails(503, "serviceNotAvailable");
        await tenant.FaultAsync("server-error", 1);
        Assert.StartsWith("<html>", (await tenant.GetAsync("/v1.0/users")).Is(500).Text, StringComparison.Ordinal);
    }

    /// <summary>Clients learn the tenant's time from whatever answers; at the machine's own they would think themselves months back.</summary>
    [Theory]
    [InlineData("server-error")]
    [InlineData("html-page")]
    [InlineData("proxy-authentication")]
    public async Task A_page_of_html_is_dated_by_the_tenants_clock(string fault)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync("/_sandbox/clock", new { now = "2126-12-01T00:00:00Z" })).Is(200);
        await tenant.FaultAsync(fault, 1);
        DateTimeOffset date = (await tenant.GetAsync("/v1.0/users")).Headers.Date!.Value;
        Assert.InRange(date, new(2126, 12, 1, 0, 0, 0, TimeSpan.Zero), new(2126, 12, 1, 0, 10, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("truncate")]
    public async Task A_broken_connection_is_an_exception_at_the_client(string fault)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { });
        await tenant.FaultAsync(fault, 1);
        _ = await Assert.ThrowsAnyAsync<HttpRequestException>(() => tenant.GetAsync("/v1.0/users", token));
        _ = (await tenant.GetAsync("/v1.0/users")).Is(200);
    }

    [Fact]
    public async Task Latency_waits()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("latency", 1, "300");
        long start = Stopwatch.GetTimestamp();
        _ = (await tenant.GetAsync("/v1.0/me")).Is(200);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(280));
    }

    [Fact]
    public async Task Next_links_go_wrong_as_asked()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 250 });
        await tenant.FaultAsync("nextlink-foreign", 1);
        Assert.StartsWith("https://graph.example.net/", (await tenant.GetAsync("/v1.0/users")).NextLink, StringComparison.Ordinal);
        await tenant.FaultAsync("nextlink-lost", 1);
        Assert.Null((await tenant.GetAsync("/v1.0/users")).NextLink);
        await tenant.FaultAsync("nextlink-repeat", 1);
        Answer first = await tenant.GetAsync("/v1.0/users");
        Answer again = (await tenant.GetAsync(first.NextLink!)).Is(200);
        Assert.Equal(first.Value[0].GetProperty("id").GetString(), again.Value[0].GetProperty("id").GetString());
        await tenant.FaultAsync("small-pages", 1, "7");
        Assert.Equal(7, (await tenant.GetAsync("/v1.0/users")).Value.Count);
    }

    [Fact]
    public async Task Control_routes_are_never_struck_and_the_portal_is()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("unavailable");
        _ = (await tenant.GetAsync("/_sandbox")).Is(200);
        _ = (await tenant.GetAsync(TestTenant.Policies)).Is(503);
        _ = (await tenant.DeleteAsync("/_sandbox/faults")).Is(204);
        _ = (await tenant.GetAsync(TestTenant.Policies)).Is(200);
    }
}
