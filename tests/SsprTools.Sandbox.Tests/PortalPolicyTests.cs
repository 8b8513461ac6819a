using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Tests.Pages;

namespace SsprTools.Sandbox.Tests;

/// <summary>The portal's policy field by field, its audit, and other administrators and failures at unlucky moments: graph.md 1.12, 2.2 to 2.4.</summary>
public sealed class PortalPolicyTests
{
    private const string OnPremises = "/portal/api/PasswordReset/OnPremisesPasswordResetPolicies";

    public static TheoryData<string, string, string> Values => new()
    {
        { "enablementType", "2", "EnablementForUsers" },
        { "numberOfAuthenticationMethodsRequired", "2", "NumberOfRequiredContactMethodsForUsers" },
        { "emailOptionEnabled", "false", "SelectedContactMethodsForUsers" },
        { "mobilePhoneOptionEnabled", "false", "SelectedContactMethodsForUsers" },
        { "officePhoneOptionEnabled", "true", "SelectedContactMethodsForUsers" },
        { "securityQuestionsOptionEnabled", "true", "SelectedContactMethodsForUsers" },
        { "mobileAppNotificationEnabled", "true", "SelectedContactMethodsForUsers" },
        { "mobileAppCodeEnabled", "true", "SelectedContactMethodsForUsers" },
        { "numberOfQuestionsToRegister", "3", "NumberOfSecurityQuestionsToRegister" },
        { "numberOfQuestionsToReset", "5", "NumberOfSecurityQuestionsToVerify" },
        { "registrationRequiredOnSignIn", "false", "EnforcedRegistrationEnablementForUsers" },
        { "registrationReconfirmIntevalInDays", "0", "EnforcedRegistrationIntervalInDaysForUsers" },
        { "registrationReconfirmIntevalInDays", "730", "EnforcedRegistrationIntervalInDaysForUsers" },
        { "skipRegistrationAllowed", "false", "EnforcedRegistrationAllowSkip" },
        { "customHelpdeskEmailOrUrl", "\"help@contoso.com\"", "CustomContactAdminLink" },
        { "notifyUsersOnPasswordReset", "false", "NotifyUsersOfReset" },
        { "notifyOnAdminPasswordReset", "true", "NotifyTenantAdminOfReset" },
        { "securityQuestions", """[{"questionText":"Where?","id":7}]""", "SecurityQuestions" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Every_field_is_stored_and_its_change_logged_with_old_and_new(string field, string value, string property)
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        JsonObject before = await tenant.PolicyAsync();
        JsonObject policy = await tenant.PolicyAsync();
        policy[field] = JsonNode.Parse(value);
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        JsonObject after = await tenant.PolicyAsync();
        Assert.Equal(JsonNode.Parse(value)!.ToJsonString(), after[field]!.ToJsonString());
        Assert.All(before.Where(member => member.Key != field), member => Assert.Equal(member.Value?.ToJsonString(), after[member.Key]?.ToJsonString()));
        JsonElement changed = Assert.Single(await ModifiedAsync(tenant, "Update SSPR Settings"));
        Assert.Equal(property, changed.GetProperty("displayName").GetString());
        Assert.NotEqual(changed.GetProperty("oldValue").GetString(), changed.GetProperty("newValue").GetString());
    }

    [Theory]
    [InlineData("objectId", "\"another\"")]
    [InlineData("emailOptionEnabled", "1")]
    [InlineData("enablementType", "\"All\"")]
    [InlineData("registrationReconfirmIntevalInDays", "731")]
    [InlineData("skipRegistrationMaxAllowedDays", "-1")]
    [InlineData("securityQuestions", """[{"questionText":""}]""")]
    [InlineData("securityQuestions", """[{"questionText":"a"},{"questionText":"A"}]""")]
    [InlineData("passwordResetEnabledGroupIds", "\"guid\"")]
    [InlineData("registrationConditionalAccessPolicies", "{}")]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string field, string value)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string before = (await tenant.PolicyAsync()).ToJsonString();
        JsonObject policy = await tenant.PolicyAsync();
        policy[field] = JsonNode.Parse(value);
        _ = (await tenant.PutPolicyAsync(policy)).Is(400);
        Assert.Equal(before, (await tenant.PolicyAsync()).ToJsonString());
    }

    [Fact]
    public async Task The_misspelt_name_is_the_only_one()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        JsonObject policy = await tenant.PolicyAsync();
        _ = policy.Remove("registrationReconfirmIntevalInDays");
        policy["registrationReconfirmIntervalInDays"] = 90;
        _ = (await tenant.PutPolicyAsync(policy)).Is(400);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("the help desk", 400)]
    [InlineData("help@contoso.com", 204)]
    [InlineData("https://help.contoso.com/reset", 204)]
    public async Task A_customized_link_is_an_address_when_the_switch_says_so(string link, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        JsonObject policy = await tenant.PolicyAsync();
        (policy["customizeHelpdeskLink"], policy["customHelpdeskEmailOrUrl"]) = (true, link);
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        await tenant.SwitchAsync("helpdesk-link-checked", true);
        _ = (await tenant.PutPolicyAsync(policy)).Is(status);
    }

    [Fact]
    public async Task What_the_tenant_cannot_have_stays_so_and_cannot_be_switched_on()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(PageTenant.Seed(seed => PageTenant.PolicyIn(seed)["officePhoneOptionAllowed"] = false).ToJsonString());
        JsonObject policy = await tenant.PolicyAsync();
        Assert.False((bool)policy["officePhoneOptionAllowed"]!);
        policy["officePhoneOptionAllowed"] = true;
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        Assert.False((bool)(await tenant.PolicyAsync())["officePhoneOptionAllowed"]!);
        policy["officePhoneOptionEnabled"] = true;
        _ = (await tenant.PutPolicyAsync(policy)).Is(400);
    }

    [Fact]
    public async Task Unknown_members_come_back_wherever_they_stand()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        JsonObject policy = await tenant.PolicyAsync();
        policy["registrationConditionalAccessPolicies"] = JsonNode.Parse("""[{"id":"x","state":1}]""");
        policy["securityQuestions"] = JsonNode.Parse("""[{"questionType":"custom","questionText":"Where?"}]""");
        policy["brandNew"] = JsonNode.Parse("""{"a":[1,2.50,null]}""");
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        Assert.Equal(policy.ToJsonString(), (await tenant.PolicyAsync()).ToJsonString());
    }

    [Fact]
    public async Task Writeback_and_unlock_have_an_event_each_graph_1_12()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        _ = (await tenant.PutAsync(OnPremises, new { passwordWriteBackSupported = true })).Is(204);
        _ = (await tenant.PutAsync(OnPremises, new { accountUnlockEnabled = true })).Is(204);
        Assert.Contains("Enable password writeback for directory", await tenant.ActivitiesAsync());
        JsonElement changed = Assert.Single(await ModifiedAsync(tenant, "Update SSPR Settings"));
        Assert.Equal(
            ("EnableAccountUnlock", "false", "true"),
            (changed.GetProperty("displayName").GetString(), changed.GetProperty("oldValue").GetString(), changed.GetProperty("newValue").GetString()));
    }

    [Theory]
    [InlineData(null, "notifyUsersOnPasswordReset")]
    [InlineData("numberOfAuthenticationMethodsRequired", "numberOfAuthenticationMethodsRequired")]
    [InlineData("customHelpdeskEmailOrUrl", "customHelpdeskEmailOrUrl")]
    public async Task Somebody_else_changes_the_policy_after_the_read(string? target, string field)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("policy-changed-meanwhile", 1, target);
        string read = (await tenant.PolicyAsync())[field]!.ToJsonString();
        Assert.NotEqual(read, (await tenant.PolicyAsync())[field]!.ToJsonString());
    }

    [Fact]
    public async Task Somebody_else_comes_before_the_put_and_is_overwritten_which_only_the_audit_shows()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        JsonObject policy = await tenant.PolicyAsync();
        policy["notifyOnAdminPasswordReset"] = true;
        await tenant.FaultAsync("policy-changed-before-put", 1, "numberOfAuthenticationMethodsRequired");
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        Assert.Equal(policy.ToJsonString(), (await tenant.PolicyAsync()).ToJsonString());
        Assert.Equal(2, (await tenant.ActivitiesAsync()).Count(activity => activity == "Update SSPR Settings"));
    }

    [Fact]
    public async Task Somebody_else_comes_after_the_put()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        JsonObject policy = await tenant.PolicyAsync();
        policy["notifyOnAdminPasswordReset"] = true;
        await tenant.FaultAsync("policy-changed-after-put", 1, "notifyOnAdminPasswordReset");
        _ = (await tenant.PutPolicyAsync(policy)).Is(204);
        Assert.False((bool)(await tenant.PolicyAsync())["notifyOnAdminPasswordReset"]!);
    }

    [Theory]
    [InlineData("portal-put-403", 403)]
    [InlineData("portal-put-409", 409)]
    [InlineData("portal-put-500", 500)]
    public async Task The_second_of_two_puts_can_be_refused(string fault, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync(fault, 1, "accountUnlockEnabled");
        _ = (await tenant.PutAsync(OnPremises, new { passwordWriteBackSupported = true })).Is(204);
        Answer refused = (await tenant.PutAsync(OnPremises, new { accountUnlockEnabled = true })).Is(status);
        Assert.Equal("Microsoft.Portal.Framework.Exceptions.ClientException", refused["ClassName"]);
        Answer after = (await tenant.GetAsync(OnPremises)).Is(200);
        Assert.Equal(("True", "False"), (after["passwordWritebackSupported"], after["accountUnlockEnabled"]));
    }

    [Fact]
    public async Task A_put_can_be_done_without_an_answer()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.FaultAsync("portal-put-dropped", 1, "passwordWriteBackSupported");
        _ = await Assert.ThrowsAnyAsync<HttpRequestException>(() => tenant.PutAsync(OnPremises, new { passwordWriteBackSupported = true }));
        Assert.Equal("True", (await tenant.GetAsync(OnPremises)).Is(200)["passwordWritebackSupported"]);
        JsonElement put = (await tenant.GetAsync("/_sandbox/requests")).Is(200).Value.Single(entry => entry.GetProperty("method").GetString() == "PUT");
        Assert.Equal(0, put.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task The_administrators_policy_has_its_own_host_and_audience_graph_2_7()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(PageTenant.Seed(seed => seed["tenant"]!["domains"]!.AsArray().Add(new JsonObject { ["name"] = "contoso.com" })).ToJsonString());
        Answer discovery = (await tenant.GetAsync("/_sandbox")).Is(200);
        string path = discovery["passwordReset"][tenant.Root.Length..] + "/v1.0/policies/adminPasswordResetPolicy";
        Answer policy = (await tenant.GetAsync(path, discovery["passwordResetAccessToken"])).Is(200);
        Assert.Equal(("True", "2"), (policy["enabled"], policy["methodsRequiredToReset"]));
        Assert.NotEmpty(policy.Json.GetProperty("ssprEnabledAuthenticationMethods").EnumerateArray());
        _ = (await tenant.PatchAsync("/v1.0/policies/authorizationPolicy", new { allowedToUseSSPR = false })).Is(204);
        Assert.Equal("False", (await tenant.GetAsync(path, discovery["passwordResetAccessToken"])).Is(200)["enabled"]);
        _ = (await tenant.GetAsync(path, discovery["portalAccessToken"])).Is(401);
        _ = (await tenant.GetAsync(path, await tenant.TokenAsync(new { audience = "passwordReset", wids = new[] { "User Administrator" } }))).Is(403);
        _ = (await tenant.GetAsync(path, await tenant.TokenAsync(new { audience = "passwordReset", appOnly = true }))).Is(403);
        _ = (await tenant.PutAsync(path, new { }, discovery["passwordResetAccessToken"])).Is(405);
    }

    [Fact]
    public async Task The_sign_in_service_gives_tokens_for_it()
    {
        await using LoginTenant login = await LoginTenant.StartAsync(new SandboxOptions { SeedJson = PageTenant.Seed().ToJsonString() });
        const string Scope = "https://passwordreset.microsoftonline.com/.default";
        Answer tokens = (await login.PostTokenAsync(
            ("grant_type", "password"), ("client_id", LoginTenant.AzurePowerShell), ("scope", Scope), ("username", PageTenant.Admin), ("password", PageTenant.Known))).Is(200);
        _ = (await login.Tenant.GetAsync("/passwordreset/v1.0/policies/adminPasswordResetPolicy", tokens["access_token"])).Is(200);
        LoginErrorTests.HasCode(
            await login.PostTokenAsync(
                ("grant_type", "password"), ("client_id", LoginTenant.CommandLineTools), ("scope", Scope), ("username", PageTenant.Admin), ("password", PageTenant.Known)),
            65002);
    }

    internal static async Task<IReadOnlyList<JsonElement>> ModifiedAsync(TestTenant tenant, string activity) =>
    [
        .. (await tenant.GetAsync($"{TestTenant.Audits}?$filter=activityDisplayName eq '{activity}'")).Is(200).Value
            .SelectMany(entry => entry.GetProperty("targetResources")[0].GetProperty("modifiedProperties").EnumerateArray()),
    ];
}
