using System.Text.Json.Nodes;

namespace SsprTools.Sandbox.Tests;

/// <summary>Each step fault answers success and does not do it (contract).</summary>
public sealed class StepFaultTests
{
    [Fact]
    public async Task User_not_created()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("user-not-created");
        string id = await tenant.CreateUserAsync();
        _ = (await tenant.GetAsync($"/v1.0/users/{id}")).Is(404);
    }

    [Fact]
    public async Task User_wrong_force_change()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("user-wrong-force-change");
        string id = await tenant.CreateUserAsync();
        Answer user = await tenant.GetAsync($"/v1.0/users/{id}?$select=passwordProfile");
        Assert.False(user.Json.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
    }

    [Fact]
    public async Task Group_not_created()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("group-not-created");
        _ = (await tenant.GetAsync($"/v1.0/groups/{await tenant.CreateGroupAsync()}")).Is(404);
    }

    [Fact]
    public async Task Member_not_added_only_for_the_target()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("member-not-added", target: TestTenant.Adele);
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId, TestTenant.BenId);
        Assert.Equal(TestTenant.BenId, (await tenant.GetAsync($"/v1.0/groups/{group}/members")).Value.Single().GetProperty("id").GetString());
    }

    [Fact]
    public async Task Member_not_removed()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId);
        await tenant.FaultAsync("member-not-removed", 1);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.AdeleId}/$ref")).Is(204);
        _ = Assert.Single((await tenant.GetAsync($"/v1.0/groups/{group}/members")).Value);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.AdeleId}/$ref")).Is(204);
        Assert.Empty((await tenant.GetAsync($"/v1.0/groups/{group}/members")).Value);
    }

    [Fact]
    public async Task User_and_group_not_deleted()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync();
        await tenant.FaultAsync("user-not-deleted");
        await tenant.FaultAsync("group-not-deleted");
        _ = (await tenant.DeleteAsync($"/v1.0/users/{TestTenant.Adele}")).Is(204);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}")).Is(204);
        _ = (await tenant.GetAsync($"/v1.0/users/{TestTenant.Adele}")).Is(200);
        _ = (await tenant.GetAsync($"/v1.0/groups/{group}")).Is(200);
    }

    [Fact]
    public async Task Licence_plan_disabled_for_tenant_and_user()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("licence-plan-disabled");
        foreach (string path in new[] { "/v1.0/subscribedSkus", $"/v1.0/users/{TestTenant.Adele}/licenseDetails" })
        {
            Assert.Equal("Disabled", (await tenant.GetAsync(path)).Value[0].GetProperty("servicePlans")[0].GetProperty("provisioningStatus").GetString());
        }
    }

    [Fact]
    public async Task Licence_not_assigned()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("licence-not-assigned");
        _ = (await tenant.PostAsync("/v1.0/users/diego@contoso.onmicrosoft.com/assignLicense", new
        {
            addLicenses = new[] { new { skuId = "078d2b04-f1bd-4111-bbd4-b4b1b354cef4" } }, removeLicenses = Array.Empty<string>(),
        })).Is(200);
        Assert.Empty((await tenant.GetAsync("/v1.0/users/diego@contoso.onmicrosoft.com/licenseDetails")).Value);
    }

    [Fact]
    public async Task Scope_not_saved()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync();
        await tenant.FaultAsync("scope-not-saved");
        _ = (await tenant.EnableForAsync(group)).Is(204);
        JsonObject policy = await tenant.PolicyAsync();
        Assert.Equal(0, (int)policy["enablementType"]!);
        Assert.Empty(policy["passwordResetEnabledGroupIds"]!.AsArray());
    }

    [Fact]
    public async Task Policy_field_dropped()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("policy-field-dropped");
        JsonObject policy = await tenant.PolicyAsync();
        policy["customHelpdeskEmailOrUrl"] = "help@contoso.com";
        policy["extra"] = 1;
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        JsonObject after = await tenant.PolicyAsync();
        Assert.Equal("", (string)after["customHelpdeskEmailOrUrl"]!);
        Assert.False(after.ContainsKey("extra"));
    }

    [Fact]
    public async Task Policy_changed_meanwhile()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("policy-changed-meanwhile", 1);
        Assert.True((bool)(await tenant.PolicyAsync())["notifyUsersOnPasswordReset"]!);
        Assert.False((bool)(await tenant.PolicyAsync())["notifyUsersOnPasswordReset"]!);
    }

    [Fact]
    public async Task Method_not_saved_and_method_wrong_number()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string path = $"/v1.0/users/{TestTenant.Adele}/authentication/phoneMethods";
        await tenant.FaultAsync("method-not-saved", 1);
        _ = (await tenant.PostAsync(path, new { phoneNumber = "+44 7700900123", phoneType = "mobile" })).Is(201);
        Assert.Empty((await tenant.GetAsync(path)).Value);
        await tenant.FaultAsync("method-wrong-number", 1);
        Assert.Equal("+44 7700900129", (await tenant.PostAsync(path, new { phoneNumber = "+44 7700900123", phoneType = "mobile" })).Is(201)["phoneNumber"]);
        Assert.Equal("+44 7700900129", (await tenant.GetAsync(path)).Value.Single().GetProperty("phoneNumber").GetString());
    }

    [Fact]
    public async Task Report_row_missing_and_report_stale()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        await tenant.FaultAsync("report-row-missing", target: TestTenant.Adele);
        Assert.Equal(6, (await tenant.GetAsync(TestTenant.Report)).Value.Count);
        _ = (await tenant.GetAsync($"{TestTenant.Report}/{TestTenant.AdeleId}")).Is(404);
        await tenant.FaultAsync("report-stale");
        DateTimeOffset before = (await tenant.RowAsync(TestTenant.BenId)).GetProperty("lastUpdatedDateTime").GetDateTimeOffset();
        await tenant.AdvanceAsync("P1D");
        Assert.Equal(before, (await tenant.RowAsync(TestTenant.BenId)).GetProperty("lastUpdatedDateTime").GetDateTimeOffset());
    }

    [Fact]
    public async Task Audit_missing_for_one_activity()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        await tenant.FaultAsync("audit-missing", target: "Add user");
        _ = await tenant.CreateUserAsync();
        _ = await tenant.CreateGroupAsync();
        Assert.Equal(["Add group"], await tenant.ActivitiesAsync());
    }

    [Fact]
    public async Task Directory_stale_answers_the_state_of_a_minute_ago()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("directory-stale");
        string id = await tenant.CreateUserAsync();
        _ = (await tenant.GetAsync($"/v1.0/users/{id}")).Is(404);
        _ = await tenant.AdvanceAsync("PT61S");
        _ = (await tenant.GetAsync($"/v1.0/users/{id}")).Is(200);
    }

    [Fact]
    public async Task A_directory_lag_delays_reads_but_not_writes()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PatchAsync("/_sandbox/lags", new { directory = "PT30S" })).Is(200);
        string id = await tenant.CreateUserAsync();
        _ = (await tenant.GetAsync($"/v1.0/users/{id}")).Is(404);
        _ = (await tenant.PatchAsync($"/v1.0/users/{id}", new { department = "IT" })).Is(204);
        _ = await tenant.AdvanceAsync("PT31S");
        _ = (await tenant.GetAsync($"/v1.0/users/{id}")).Is(200);
    }
}
