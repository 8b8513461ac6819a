using System.Globalization;

namespace SsprTools.Sandbox.Tests;

/// <summary>Tokens: contract, graph.md 5.3.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task No_token_is_401_with_a_challenge_graph_5_3()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.GetAsync("/v1.0/users", token: "")).Fails(401, "InvalidAuthenticationToken");
        Assert.Contains("authorization_uri", string.Join(' ', answer.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-a-jwt")]
    [InlineData("a.b.c")]
    public async Task A_bad_token_is_401(string token)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.GetAsync("/v1.0/users", token)).Fails(401, "InvalidAuthenticationToken");
    }

    [Fact]
    public async Task A_token_that_was_changed_is_401()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { });
        char last = token[^2];
        _ = (await tenant.GetAsync("/v1.0/users", token[..^2] + (last == 'A' ? 'B' : 'A') + token[^1])).Fails(401, "InvalidAuthenticationToken");
    }

    [Fact]
    public async Task An_expired_token_is_401()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { expiresIn = -10 });
        Answer answer = (await tenant.GetAsync("/v1.0/users", token)).Fails(401, "InvalidAuthenticationToken");
        Assert.Contains("expired", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_expires_by_the_tenants_clock()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { });
        _ = (await tenant.GetAsync("/v1.0/users", token)).Is(200);
        _ = (await tenant.AdvanceAsync("PT2H")).Is(200);
        _ = (await tenant.GetAsync("/v1.0/users", token)).Is(401);
        string fresh = (await tenant.GetAsync("/_sandbox")).Is(200)["accessToken"];
        _ = (await tenant.GetAsync("/v1.0/users", fresh)).Is(200);
    }

    [Fact]
    public async Task The_portal_refuses_a_Graph_token_and_Graph_a_portal_token_graph_2_5()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.GetAsync(TestTenant.Policies, await tenant.TokenAsync(new { audience = "graph" }))).Is(401);
        _ = (await tenant.GetAsync("/v1.0/users", await tenant.TokenAsync(new { audience = "portal" }))).Is(401);
    }

    [Fact]
    public async Task The_portal_refuses_app_only_graph_2_5()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.GetAsync(TestTenant.Policies, await tenant.TokenAsync(new { audience = "portal", appOnly = true }))).Is(401);
    }

    [Fact]
    public async Task Discovery_has_what_the_contract_says()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer document = (await tenant.GetAsync("/_sandbox")).Is(200);
        Assert.Equal("True", document["sandbox"]);
        Assert.Equal(tenant.Root, document["graph"]);
        Assert.Equal(tenant.Root + "/portal", document["portal"]);
        Assert.StartsWith("https://127.0.0.1:", document["login"], StringComparison.Ordinal);
        Assert.Equal(64, document["loginCertificateSha256"].Length);
        Assert.Equal("contoso.onmicrosoft.com", document["defaultDomain"]);
        Assert.Equal("admin@contoso.onmicrosoft.com", document["account"]);
        Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), document["processId"]);
        Assert.True(DateTimeOffset.Parse(document["expiresOn"], CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow.AddMinutes(50));
    }
}
