using System.Text.Json.Nodes;

namespace SsprTools.Sandbox.Tests;

/// <summary>The portal's policy API: graph.md section 2.</summary>
public sealed class PortalTests
{
    [Fact]
    public async Task The_policy_has_the_documented_fields_in_order_graph_2_3()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        JsonObject policy = await tenant.PolicyAsync();
        Assert.Equal(29, policy.Count);
        Assert.Equal("objectId", policy.First().Key);
        Assert.Equal("mobileAppCodeOptionAllowed", policy.Last().Key);
        Assert.Equal(0, (int)policy["enablementType"]!);
        Assert.Equal(180, (int)policy["registrationReconfirmIntevalInDays"]!);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task A_put_replaces_the_whole_object_and_keeps_unknown_fields(int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("portal-put-status", status);
        JsonObject policy = await tenant.PolicyAsync();
        policy["notifyOnAdminPasswordReset"] = true;
        policy["someNewField"] = new JsonObject { ["a"] = 1 };
        _ = (await tenant.PutPolicyAsync(policy)).Is(status);
        JsonObject after = await tenant.PolicyAsync();
        Assert.True((bool)after["notifyOnAdminPasswordReset"]!);
        Assert.Equal(1, (int)after["someNewField"]!["a"]!);
    }

    [Fact]
    public async Task The_group_name_is_filled_on_request_only()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync();
        _ = (await tenant.EnableForAsync(group)).Is(204);
        Assert.Equal("", (await tenant.GetAsync(TestTenant.Policies))["passwordResetEnabledGroupName"]);
        Assert.Equal("SSPRTesters", (await tenant.GetAsync(TestTenant.Policies + "?getPasswordResetEnabledGroup=true"))["passwordResetEnabledGroupName"]);
    }

    [Theory]
    [InlineData("enablementType", 3)]
    [InlineData("numberOfAuthenticationMethodsRequired", 3)]
    [InlineData("numberOfQuestionsToRegister", 2)]
    [InlineData("numberOfQuestionsToReset", 6)]
    [InlineData("registrationReconfirmIntevalInDays", 731)]
    [InlineData("registrationReconfirmIntevalInDays", -1)]
    public async Task Numbers_out_of_range_are_refused(string field, int value)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        JsonObject policy = await tenant.PolicyAsync();
        policy[field] = value;
        _ = (await tenant.PutPolicyAsync(policy)).Is(400);
    }

    [Fact]
    public async Task One_existing_group_is_taken_and_no_other()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string one = await tenant.CreateGroupAsync("One");
        string two = await tenant.CreateGroupAsync("Two");
        JsonObject policy = await tenant.PolicyAsync();
        policy["enablementType"] = 1;
        _ = (await tenant.PutPolicyAsync(policy)).Is(400);
        policy["passwordResetEnabledGroupIds"] = new JsonArray(one, two);
        _ = (await tenant.PutPolicyAsync(policy)).Is(400);
        policy["passwordResetEnabledGroupIds"] = new JsonArray(Guid.NewGuid().ToString());
        _ = (await tenant.PutPolicyAsync(policy)).Is(400);
        policy["passwordResetEnabledGroupIds"] = new JsonArray(two);
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
    }

    [Fact]
    public async Task A_partial_object_is_refused()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PutAsync(TestTenant.Policies, new { enablementType = 2 })).Is(400);
    }

    [Theory]
    [InlineData("Authentication Policy Administrator", 200, 204)]
    [InlineData("Global Administrator", 200, 204)]
    [InlineData("Global Reader", 200, 403)]
    [InlineData("User Administrator", 403, 403)]
    public async Task Roles_decide_who_reads_and_writes_graph_2_5(string role, int read, int write)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { audience = "portal", wids = new[] { role } });
        _ = (await tenant.GetAsync(TestTenant.Policies, token)).Is(read);
        Answer answer = (await tenant.PutAsync(TestTenant.Policies, (await tenant.PolicyAsync()).ToJsonString(), token)).Is(write);
        if (write == 403)
        {
            Assert.Equal("Microsoft.Portal.Framework.Exceptions.ClientException", answer["ClassName"]);
            Assert.Equal("Authorization_RequestDenied", answer.Json.GetProperty("ClientData").GetProperty("errorCode").GetString());
        }
    }

    [Fact]
    public async Task Global_Reader_is_refused_when_the_switch_says_so()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("global-reader-reads-portal", false);
        _ = (await tenant.GetAsync(TestTenant.Policies, await tenant.TokenAsync(new { audience = "portal", wids = new[] { "Global Reader" } }))).Is(403);
    }

    [Fact]
    public async Task Writeback_takes_its_two_odd_names_graph_2_4()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        const string Path = "/portal/api/PasswordReset/OnPremisesPasswordResetPolicies";
        Assert.Equal("False", (await tenant.GetAsync(Path)).Is(200)["passwordWritebackSupported"]);
        _ = (await tenant.PutAsync(Path, new { passwordWritebackSupported = true })).Is(400);
        _ = (await tenant.PutAsync(Path, new { passwordWriteBackSupported = true })).Is(204);
        _ = (await tenant.PutAsync(Path, new { accountUnlockEnabled = true })).Is(204);
        Answer after = (await tenant.GetAsync(Path)).Is(200);
        Assert.Equal(("True", "True"), (after["passwordWritebackSupported"], after["accountUnlockEnabled"]));
        Assert.Equal("false", (await tenant.GetAsync("/portal/api/PasswordReset/IsOnPremisesPasswordResetAvailable")).Is(200).Text);
    }

    [Fact]
    public async Task Unknown_portal_addresses_are_404()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.GetAsync("/portal/api/PasswordReset/Nothing")).Is(404);
        _ = (await tenant.DeleteAsync(TestTenant.Policies)).Is(405);
    }
}
