using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Sandbox.Tests;

/// <summary>Audit events: graph.md 1.12.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task An_event_shows_after_the_audit_lag()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = await tenant.CreateUserAsync();
        Assert.Empty(await tenant.ActivitiesAsync());
        _ = await tenant.AdvanceAsync("PT5M1S");
        Assert.Equal(["Add user"], await tenant.ActivitiesAsync());
    }

    [Fact]
    public async Task Directory_actions_are_logged_newest_first()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.AdeleId}/$ref")).Is(204);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}")).Is(204);
        _ = (await tenant.DeleteAsync($"/v1.0/users/{TestTenant.AdeleId}")).Is(204);
        Assert.Equal(
            ["Delete user", "Delete group", "Remove member from group", "Add member to group", "Add group"], await tenant.ActivitiesAsync());
    }

    [Theory]
    [InlineData("Update SSPR Settings")]
    [InlineData("Self-service password reset policy changes")]
    public async Task A_policy_change_has_old_and_new_values_under_either_name(string name)
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        await tenant.SwitchAsync("sspr-audit-name", name);
        JsonObject policy = await tenant.PolicyAsync();
        policy["enablementType"] = 2;
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        JsonElement entry = (await tenant.GetAsync(TestTenant.Audits)).Value.Single();
        Assert.Equal(name, entry.GetProperty("activityDisplayName").GetString());
        Assert.Equal("Self-service Password Management", entry.GetProperty("loggedByService").GetString());
        JsonElement change = entry.GetProperty("targetResources")[0].GetProperty("modifiedProperties")[0];
        Assert.Equal(
            ("EnablementForUsers", "0", "2"),
            (change.GetProperty("displayName").GetString(), change.GetProperty("oldValue").GetString(), change.GetProperty("newValue").GetString()));
    }

    [Fact]
    public async Task Security_info_and_resets_are_logged_with_their_services()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        _ = (await tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/authentication/emailMethods", new { emailAddress = "a@example.com" })).Is(201);
        _ = (await tenant.PostAsync(
            $"/v1.0/users/{TestTenant.Adele}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword", new { })).Is(202);
        Assert.Equal(["Reset password (by admin)", "Admin started password reset", "Admin registered security info"], await tenant.ActivitiesAsync());
        Answer one = (await tenant.GetAsync($"{TestTenant.Audits}?$filter=loggedByService eq 'Self-service Password Management'")).Is(200);
        Assert.Equal("Successfully completed reset.", one.Value.Single().GetProperty("resultReason").GetString());
    }

    [Theory]
    [InlineData("activityDisplayName eq 'Add group'", 1)]
    [InlineData("startswith(activityDisplayName,'Add')", 2)]
    [InlineData("targetResources/any(t:t/id eq '0a1c6b1e-1f7e-4c7e-8a55-000000000003')", 1)]
    [InlineData("targetResources/any(t:startswith(t/displayName,'Adele'))", 1)]
    [InlineData("initiatedBy/user/userPrincipalName eq 'admin@contoso.onmicrosoft.com'", 2)]
    [InlineData("initiatedBy/user/id eq '0a1c6b1e-1f7e-4c7e-8a55-000000000001' and activityDateTime ge 2020-01-01T00:00:00Z", 2)]
    [InlineData("activityDateTime le 2020-01-01T00:00:00Z", 0)]
    public async Task Documented_filters_work(string filter, int count)
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        _ = await tenant.CreateGroupAsync("G", TestTenant.AdeleId);
        Assert.Equal(count, (await tenant.GetAsync($"{TestTenant.Audits}?$filter={filter}")).Is(200).Value.Count);
    }

    [Fact]
    public async Task Order_and_pages_work()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        _ = await tenant.CreateGroupAsync("G", TestTenant.AdeleId, TestTenant.BenId);
        Answer first = (await tenant.GetAsync($"{TestTenant.Audits}?$orderby=activityDateTime asc&$top=2")).Is(200);
        Assert.Equal("Add group", first.Value[0].GetProperty("activityDisplayName").GetString());
        _ = Assert.Single((await tenant.GetAsync(first.NextLink!)).Is(200).Value);
    }

    [Fact]
    public async Task No_password_gets_into_the_log()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        _ = await tenant.CreateUserAsync();
        Assert.DoesNotContain(TestTenant.GoodPassword, (await tenant.GetAsync(TestTenant.Audits)).Text, StringComparison.Ordinal);
    }
}
