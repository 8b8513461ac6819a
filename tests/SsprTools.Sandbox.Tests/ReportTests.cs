using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>The registration report and the rules behind it: graph.md 1.7, 1.10, 3.6, 3.9.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task A_row_shows_the_state_of_one_lag_ago()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/authentication/emailMethods", new { emailAddress = "a@example.com" })).Is(201);
        Assert.False(Flag(await tenant.RowAsync(TestTenant.AdeleId), "isSsprRegistered"));
        _ = await tenant.AdvanceAsync("PT3H59M");
        Assert.False(Flag(await tenant.RowAsync(TestTenant.AdeleId), "isSsprRegistered"));
        _ = await tenant.AdvanceAsync("PT2M");
        JsonElement row = await tenant.RowAsync(TestTenant.AdeleId);
        Assert.True(Flag(row, "isSsprRegistered"));
        Assert.Equal(["email"], row.GetProperty("methodsRegistered").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public async Task LastUpdated_is_the_reports_time_not_the_users()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        DateTimeOffset updated = (await tenant.RowAsync(TestTenant.AdeleId)).GetProperty("lastUpdatedDateTime").GetDateTimeOffset();
        Assert.InRange(DateTimeOffset.UtcNow - updated, TimeSpan.FromHours(3.9), TimeSpan.FromHours(4.1));
    }

    [Fact]
    public async Task Enabled_follows_scope_through_nested_groups()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        string inner = await tenant.CreateGroupAsync("Inner", TestTenant.AdeleId);
        string outer = await tenant.CreateGroupAsync("Outer", inner);
        Assert.False(Flag(await tenant.RowAsync(TestTenant.AdeleId), "isSsprEnabled"));
        _ = (await tenant.EnableForAsync(outer)).Is(204);
        await tenant.AdvanceAsync("PT2S");
        Assert.True(Flag(await tenant.RowAsync(TestTenant.AdeleId), "isSsprEnabled"));
        Assert.False(Flag(await tenant.RowAsync(TestTenant.BenId), "isSsprEnabled"));
        JsonObject policy = await tenant.PolicyAsync();
        policy["enablementType"] = 2;
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        await tenant.AdvanceAsync("PT2S");
        Assert.True(Flag(await tenant.RowAsync(TestTenant.BenId), "isSsprEnabled"));
        Assert.True(Flag(await tenant.RowAsync(TestTenant.BenId), "isSsprCapable"));
    }

    [Fact]
    public async Task Disabled_users_are_not_listed()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        Assert.DoesNotContain((await tenant.GetAsync(TestTenant.Report)).Value, row =>
            row.GetProperty("userPrincipalName").GetString() == "former@contoso.onmicrosoft.com");
        _ = (await tenant.GetAsync($"{TestTenant.Report}/0a1c6b1e-1f7e-4c7e-8a55-000000000007")).Is(404);
    }

    [Theory]
    [InlineData("""{"mobilePhone":"+44 7700900001"}""", 1, true)]
    [InlineData("""{"mobilePhone":"+44 7700900001"}""", 2, false)]
    [InlineData("""{"mobilePhone":"+44 7700900001","email":"a@example.com"}""", 2, true)]
    [InlineData("""{"mobilePhone":"+44 7700900001","alternateMobilePhone":"+44 7700900002"}""", 2, false)]
    [InlineData("""{"officePhone":"+44 2079460001"}""", 1, true)]
    [InlineData("""{"officePhone":"+44 2079460001x12"}""", 1, false)]
    public async Task Registered_counts_methods_that_reset_can_use_graph_1_6(string methods, int required, bool registered)
    {
        await using TestTenant tenant = await TestTenant.StartAsync($$$"""
            {"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]},
                      {"upn":"b@contoso.onmicrosoft.com","id":"{{{TestTenant.AdeleId}}}","methods":{{{methods}}} }],
             "skus":[{"partNumber":"AAD_PREMIUM"}],
             "portalPolicy":{"numberOfAuthenticationMethodsRequired":{{{required}}},"officePhoneOptionEnabled":true}}
            """);
        Assert.Equal(registered, Flag(await tenant.RowAsync(TestTenant.AdeleId), "isSsprRegistered"));
    }

    [Theory]
    [InlineData("preMigration", false, true, false)]
    [InlineData("preMigration", true, false, true)]
    [InlineData("migrationInProgress", true, false, true)]
    [InlineData("migrationInProgress", false, true, true)]
    [InlineData("migrationComplete", true, false, false)]
    [InlineData("migrationComplete", false, true, true)]
    public async Task The_migration_state_decides_which_policy_counts_graph_1_7(string state, bool legacy, bool methodsPolicy, bool registered)
    {
        await using TestTenant tenant = await TestTenant.StartAsync($$$"""
            {"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]},
                      {"upn":"b@contoso.onmicrosoft.com","id":"{{{TestTenant.AdeleId}}}","methods":{"mobilePhone":"+44 7700900001"}}],
             "skus":[{"partNumber":"AAD_PREMIUM"}],
             "portalPolicy":{"mobilePhoneOptionEnabled":{{{(legacy ? "true" : "false")}}} },
             "methodsPolicy":{"migrationState":"{{{state}}}","sms":{"enabled":{{{(methodsPolicy ? "true" : "false")}}} } }}
            """);
        Assert.Equal(registered, Flag(await tenant.RowAsync(TestTenant.AdeleId), "isSsprRegistered"));
    }

    [Fact]
    public async Task Administrators_go_by_allowedToUseSSPR_and_two_methods_graph_3_9()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        JsonElement admin = await tenant.RowAsync(TestTenant.AdminId);
        Assert.True(Flag(admin, "isAdmin") && Flag(admin, "isSsprEnabled") && Flag(admin, "isSsprRegistered"));
        _ = (await tenant.PatchAsync("/v1.0/policies/authorizationPolicy", new { allowedToUseSSPR = false })).Is(204);
        await tenant.AdvanceAsync("PT2S");
        Assert.False(Flag(await tenant.RowAsync(TestTenant.AdminId), "isSsprEnabled"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task One_gate_for_administrators_is_a_switch(bool needTwo, bool registered)
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        await tenant.SwitchAsync("administrators-need-two-methods", needTwo);
        _ = (await tenant.DeleteAsync($"/v1.0/users/{TestTenant.AdminId}/authentication/emailMethods/3ddfcfc8-9383-446f-83cc-3ab9be4be18f")).Is(204);
        await tenant.AdvanceAsync("PT2S");
        Assert.Equal(registered, Flag(await tenant.RowAsync(TestTenant.AdminId), "isSsprRegistered"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Contact_data_counts_when_the_switch_says_so(bool counts)
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        await tenant.SwitchAsync("contact-data-counts-as-registered", counts);
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { mobilePhone = "+44 7700900001" })).Is(204);
        await tenant.AdvanceAsync("PT2S");
        Assert.Equal(counts, Flag(await tenant.RowAsync(TestTenant.AdeleId), "isSsprRegistered"));
    }

    [Fact]
    public async Task The_fast_writer_and_the_shape_say_the_same()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 40 });
        List<string> fast = [.. (await tenant.GetAsync(TestTenant.Report)).Value.Select(row => row.GetRawText())];
        string all = string.Join(',', JsonSerializer.Deserialize<JsonElement>(fast[0]).EnumerateObject().Select(member => member.Name));
        List<string> shaped = [.. (await tenant.GetAsync($"{TestTenant.Report}?$select={all}")).Value.Select(row => row.GetRawText())];
        Assert.Equal(fast.Count, shaped.Count);
        Assert.All(fast.Zip(shaped), pair => Assert.True(JsonNode.DeepEquals(
            Stable(pair.First), Stable(pair.Second)), pair.First + pair.Second));
    }

    [Fact]
    public async Task The_summaries_count_graph_1_10()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        Answer features = (await tenant.GetAsync(
            "/v1.0/reports/authenticationMethods/usersRegisteredByFeature(includedUserTypes='all',includedUserRoles='all')")).Is(200);
        Assert.Equal(7, features.Json.GetProperty("totalUserCount").GetInt32());
        Assert.Equal(3, features.Json.GetProperty("userRegistrationFeatureCounts")[0].GetProperty("userCount").GetInt32());
        Answer methods = (await tenant.GetAsync("/v1.0/reports/authenticationMethods/usersRegisteredByMethod()")).Is(200);
        Assert.Equal("email", methods.Json.GetProperty("userRegistrationMethodCounts")[0].GetProperty("authenticationMethod").GetString());
        _ = (await tenant.GetAsync("/v1.0/reports/authenticationMethods/usersRegisteredByFeature(includedUserTypes='x',includedUserRoles='all')")).Is(400);
    }

    [Fact]
    public async Task Budgets_are_kept_when_the_switch_is_on_graph_1_14()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("budgets", true);
        for (int request = 0; request < 5; request++)
        {
            _ = (await tenant.GetAsync($"{TestTenant.Report}?$top=1")).Is(200);
        }

        Answer answer = (await tenant.GetAsync($"{TestTenant.Report}?$top=1")).Fails(429, "TooManyRequests");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        _ = (await tenant.GetAsync("/v1.0/users?$top=1")).Is(200);
    }

    private static bool Flag(JsonElement row, string name) => row.GetProperty(name).GetBoolean();

    private static JsonNode Stable(string row)
    {
        JsonNode node = JsonNode.Parse(row)!;
        node["lastUpdatedDateTime"] = "";
        return node;
    }
}
