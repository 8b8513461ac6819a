using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Sandbox.Tests;

/// <summary>The authentication methods policy: graph.md 1.7.</summary>
public sealed class MethodsPolicyTests
{
    private const string Policy = "/v1.0/policies/authenticationMethodsPolicy";
    private const string Configurations = Policy + "/authenticationMethodConfigurations/";

    [Theory]
    [InlineData("sms", "\"state\":\"enabled\"", "Sms")]
    [InlineData("sms", "\"includeTargets\":[{\"targetType\":\"group\",\"id\":\"GROUP\",\"isUsableForSignIn\":true}]", "Sms")]
    [InlineData("voice", "\"isOfficePhoneAllowed\":true", "Voice")]
    [InlineData("email", "\"allowExternalIdToUseEmailOtp\":\"disabled\"", "Email")]
    [InlineData("email", "\"state\":\"disabled\"", "Email")]
    [InlineData("softwareOath", "\"state\":\"enabled\"", "SoftwareOath")]
    [InlineData("softwareOath", "\"excludeTargets\":[{\"targetType\":\"group\",\"id\":\"GROUP\"}]", "SoftwareOath")]
    [InlineData("microsoftAuthenticator", "\"isSoftwareOathEnabled\":false", "MicrosoftAuthenticator")]
    [InlineData("microsoftAuthenticator", "\"includeTargets\":[{\"targetType\":\"group\",\"id\":\"all_users\",\"authenticationMode\":\"push\"}]", null)]
    [InlineData("microsoftAuthenticator", "\"featureSettings\":{\"displayAppInformationRequiredState\":{\"state\":\"enabled\"}}", "MicrosoftAuthenticator")]
    public async Task A_configuration_is_patched_logged_and_reset(string id, string change, string? property)
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        string group = await tenant.CreateGroupAsync();
        string initial = (await tenant.GetAsync(Configurations + id)).Is(200).Text;
        string text = change.Replace("GROUP", group, StringComparison.Ordinal);
        _ = (await tenant.PatchAsync(Configurations + id, $$"""{"@odata.type":"#microsoft.graph.{{id}}AuthenticationMethodConfiguration",{{text}}}""")).Is(204);
        Answer after = (await tenant.GetAsync(Configurations + id)).Is(200);
        JsonProperty wanted = JsonDocument.Parse($"{{{text}}}").RootElement.EnumerateObject().Single();
        Assert.True(IsIn(wanted.Value, after.Json.GetProperty(wanted.Name)), after.Text);
        if (property is not null)
        {
            Assert.Contains(property, (await PortalPolicyTests.ModifiedAsync(tenant, "Authentication Methods Policy Update")).Select(item => item.GetProperty("displayName").GetString()));
        }

        _ = (await tenant.DeleteAsync(Configurations + id)).Is(204);
        Assert.Equal(initial, (await tenant.GetAsync(Configurations + id)).Is(200).Text);
        Assert.Contains("Authentication Methods Policy Reset", await tenant.ActivitiesAsync());
    }

    [Theory]
    [InlineData("{\"state\":\"enabled\"}")]
    [InlineData("{\"@odata.type\":\"#microsoft.graph.voiceAuthenticationMethodConfiguration\",\"state\":\"enabled\"}")]
    [InlineData("{\"@odata.type\":\"#microsoft.graph.smsAuthenticationMethodConfiguration\",\"state\":\"on\"}")]
    [InlineData("{\"@odata.type\":\"#microsoft.graph.smsAuthenticationMethodConfiguration\",\"isOfficePhoneAllowed\":true}")]
    [InlineData("{\"@odata.type\":\"#microsoft.graph.smsAuthenticationMethodConfiguration\",\"includeTargets\":[{\"targetType\":\"group\",\"id\":\"5e0b1c7d-0f0e-4a0c-9a55-00000000000a\"}]}")]
    [InlineData("{\"@odata.type\":\"#microsoft.graph.smsAuthenticationMethodConfiguration\",\"includeTargets\":[{\"targetType\":\"group\",\"id\":\"all_users\"},{\"targetType\":\"group\",\"id\":\"all_users\"}]}")]
    public async Task What_a_configuration_cannot_be_is_refused(string body)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string before = (await tenant.GetAsync(Policy)).Is(200).Text;
        _ = (await tenant.PatchAsync(Configurations + "sms", body)).Is(400);
        Assert.Equal(before, (await tenant.GetAsync(Policy)).Is(200).Text);
    }

    [Fact]
    public async Task The_policy_is_at_most_20_KB()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        List<string> groups = [];
        for (int number = 0; number < 150; number++)
        {
            groups.Add(await tenant.CreateGroupAsync($"G{number}"));
        }

        _ = (await PatchAsync(groups)).Is(400);
        _ = (await PatchAsync(groups[..20])).Is(204);

        Task<Answer> PatchAsync(IEnumerable<string> ids) => tenant.PatchAsync(Configurations + "sms", new JsonObject
        {
            ["@odata.type"] = "#microsoft.graph.smsAuthenticationMethodConfiguration",
            ["includeTargets"] = new JsonArray([.. ids.Select(id => new JsonObject { ["targetType"] = "group", ["id"] = id })]),
        }.ToJsonString());
    }

    [Fact]
    public async Task The_campaign_is_patched_and_logged()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        string group = await tenant.CreateGroupAsync();
        _ = (await tenant.PatchAsync(Policy, $$$$"""
            {"registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{"snoozeDurationInDays":3,"state":"enabled",
            "includeTargets":[{"id":"{{{{group}}}}","targetType":"group","targetedAuthenticationMethod":"microsoftAuthenticator"}],"excludeTargets":[]}}}
            """)).Is(200);
        JsonElement campaign = (await tenant.GetAsync(Policy)).Is(200).Json.GetProperty("registrationEnforcement").GetProperty("authenticationMethodsRegistrationCampaign");
        Assert.Equal(("enabled", 3), (campaign.GetProperty("state").GetString(), campaign.GetProperty("snoozeDurationInDays").GetInt32()));
        Assert.Equal(group, campaign.GetProperty("includeTargets")[0].GetProperty("id").GetString());
        Assert.Equal("RegistrationCampaign", Assert.Single(await PortalPolicyTests.ModifiedAsync(tenant, "Authentication Methods Policy Update")).GetProperty("displayName").GetString());
        _ = (await tenant.PatchAsync(Policy, """{"registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{"snoozeDurationInDays":15}}}""")).Is(400);
    }

    private static bool IsIn(JsonElement wanted, JsonElement found) => wanted.ValueKind switch
    {
        JsonValueKind.Object => wanted.EnumerateObject().All(member => found.TryGetProperty(member.Name, out JsonElement value) && IsIn(member.Value, value)),
        JsonValueKind.Array => wanted.GetArrayLength() == found.GetArrayLength() && wanted.EnumerateArray().Zip(found.EnumerateArray()).All(pair => IsIn(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(wanted, found),
    };
}
