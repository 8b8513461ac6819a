using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Who somebody is: guests of each kind (graph.md 3.8), members by eligibility (3.9), licences and identities as Graph tells them.</summary>
public sealed class PeopleTests
{
    private const string Guest = "pat_partner.example#EXT#@contoso.onmicrosoft.com";

    [Theory]
    [InlineData(null, null, "home organization")]
    [InlineData("Invitation", "ExternalAzureAD", "home organization")]
    [InlineData("Invitation", "MicrosoftAccount", "home organization")]
    [InlineData("Invitation", "mail", null)]
    [InlineData("SelfServiceSignUp", "ExternalAzureAD", null)]
    [InlineData("SelfServiceSignUp", "MicrosoftAccount", "home organization")]
    [InlineData("EmailVerified", null, null)]
    public async Task A_guest_resets_here_only_when_the_password_is_here_graph_3_8(string? creationType, string? issuer, string? refusal)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            JsonObject guest = new()
            {
                ["upn"] = Guest, ["displayName"] = "Pat Partner", ["userType"] = "Guest", ["mail"] = PageTenant.Mail,
                ["licenses"] = new JsonArray("AAD_PREMIUM"), ["password"] = PageTenant.Known,
            };
            if (creationType is not null)
            {
                guest["creationType"] = creationType;
            }

            if (issuer is not null)
            {
                guest["identities"] = new JsonArray(new JsonObject { ["signInType"] = "federated", ["issuer"] = issuer });
            }

            seed["users"]!.AsArray().Add(guest);
        });
        using Browser browser = await tenant.AtGateAsync(Guest);
        string text = browser.Document.Body!.TextContent;
        if (refusal is not null)
        {
            Assert.Contains(refusal, text, StringComparison.Ordinal);
            return;
        }

        Assert.Contains("Send an email to my alternate email", text, StringComparison.Ordinal);
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(Guest));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_may_become_a_member_of_a_group_with_a_role_is_an_administrator_graph_3_9(bool eligible)
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed =>
        {
            seed["tenant"]!["domains"]!.AsArray().Add(new JsonObject { ["name"] = "contoso.com" });
            JsonObject group = new() { ["displayName"] = "Admins", ["isAssignableToRole"] = true, ["roles"] = new JsonArray("User Administrator") };
            if (eligible)
            {
                group["eligibleMembers"] = new JsonArray(PageTenant.Olga);
            }

            seed["groups"]!.AsArray().Add(group);
        });
        using Browser browser = await tenant.AtGateAsync(PageTenant.Olga);
        Assert.Equal(eligible, browser.Document.Body!.TextContent.Contains("SSPR_0014", StringComparison.Ordinal));
        Assert.Equal(eligible, (await tenant.FreshRowAsync(PageTenant.Olga)).GetProperty("isAdmin").GetBoolean());
    }

    [Fact]
    public async Task Eligibility_for_a_group_is_read_by_group_or_by_person()
    {
        const string Path = "/v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";
        await using PageTenant tenant = await PageTenant.StartAsync(seed => seed["groups"]!.AsArray().Add(new JsonObject
        {
            ["displayName"] = "Admins", ["isAssignableToRole"] = true, ["eligibleMembers"] = new JsonArray(PageTenant.Olga, "Pilot"),
        }));
        string group = (await tenant.Graph.GetAsync("/v1.0/groups?$filter=displayName eq 'Admins'")).Is(200).Value.Single().GetProperty("id").GetString()!;
        string user = (await tenant.Graph.GetAsync($"/v1.0/users/{PageTenant.Olga}")).Is(200).Id;
        _ = (await tenant.Graph.GetAsync(Path)).Is(400);
        Assert.Equal(2, (await tenant.Graph.GetAsync($"{Path}?$filter=groupId eq '{group}'")).Is(200).Value.Count);
        JsonElement row = Assert.Single((await tenant.Graph.GetAsync($"{Path}?$filter=principalId eq '{user}' and accessId eq 'member'")).Is(200).Value);
        Assert.Equal((group, "member", "direct"), (row.GetProperty("groupId").GetString(), row.GetProperty("accessId").GetString(), row.GetProperty("memberType").GetString()));
        Assert.Empty((await tenant.Graph.GetAsync($"{Path}?$filter=principalId eq '{user}' and accessId eq 'owner'")).Is(200).Value);
        Assert.Empty(FullSchema.Faults(
            FullSchema.Require(), row,
            (Microsoft.OData.Edm.IEdmStructuredType)FullSchema.Require().FindDeclaredType("microsoft.graph.privilegedAccessGroupEligibilityScheduleInstance"), "$"));
        _ = (await tenant.Graph.GetAsync(
            $"{Path}?$filter=groupId eq '{group}'", await tenant.Graph.TokenAsync(new { scopes = new[] { "RoleManagement.Read.Directory" } }))).Is(403);
        await tenant.Graph.SwitchAsync("pim-needs-p2", true);
        _ = (await tenant.Graph.GetAsync($"{Path}?$filter=groupId eq '{group}'")).Fails(400, "AadPremiumLicenseRequired");
        _ = (await tenant.Graph.GetAsync("/v1.0/roleManagement/directory/roleEligibilityScheduleInstances")).Fails(400, "AadPremiumLicenseRequired");
    }

    [Fact]
    public async Task The_plans_of_a_users_licences_are_in_assignedPlans()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        const string Path = $"/v1.0/users/{PageTenant.Olga}?$select=assignedPlans,assignedLicenses";
        JsonElement plan = Assert.Single((await tenant.Graph.GetAsync(Path)).Is(200).Json.GetProperty("assignedPlans").EnumerateArray());
        Assert.Equal(
            ("41781fb2-bc02-4b7c-bd55-b576c07bb09d", "Enabled", "AADPremiumService"),
            (plan.GetProperty("servicePlanId").GetString(), plan.GetProperty("capabilityStatus").GetString(), plan.GetProperty("service").GetString()));
        await tenant.Graph.FaultAsync("licence-plan-disabled", null, PageTenant.Olga);
        JsonElement struck = (await tenant.Graph.GetAsync(Path)).Is(200).Json;
        Assert.Equal("Deleted", struck.GetProperty("assignedPlans")[0].GetProperty("capabilityStatus").GetString());
        Assert.Equal("41781fb2-bc02-4b7c-bd55-b576c07bb09d", struck.GetProperty("assignedLicenses")[0].GetProperty("disabledPlans")[0].GetString());
        JsonElement other = (await tenant.Graph.GetAsync($"/v1.0/users?$select=userPrincipalName,assignedPlans")).Is(200).Value
            .Single(user => user.GetProperty("userPrincipalName").GetString() == PageTenant.Nils);
        Assert.Equal("Enabled", other.GetProperty("assignedPlans")[0].GetProperty("capabilityStatus").GetString());
    }

    [Fact]
    public async Task Identities_tell_members_from_guests()
    {
        await using PageTenant tenant = await PageTenant.StartAsync(seed => seed["users"]!.AsArray().Add(new JsonObject { ["upn"] = Guest, ["userType"] = "Guest" }));
        IReadOnlyList<JsonElement> users = (await tenant.Graph.GetAsync("/v1.0/users?$select=userPrincipalName,identities,creationType,externalUserState")).Is(200).Value;
        JsonElement member = users.Single(user => user.GetProperty("userPrincipalName").GetString() == PageTenant.Olga).GetProperty("identities")[0];
        Assert.Equal(
            ("userPrincipalName", "contoso.onmicrosoft.com", PageTenant.Olga),
            (member.GetProperty("signInType").GetString(), member.GetProperty("issuer").GetString(), member.GetProperty("issuerAssignedId").GetString()));
        JsonElement guest = users.Single(user => user.GetProperty("userPrincipalName").GetString() == Guest);
        Assert.Equal("ExternalAzureAD", guest.GetProperty("identities")[0].GetProperty("issuer").GetString());
        Assert.Equal(("Invitation", "Accepted"), (guest.GetProperty("creationType").GetString(), guest.GetProperty("externalUserState").GetString()));
    }

    [Fact]
    public async Task Every_built_in_role_has_a_template()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        IReadOnlyList<JsonElement> templates = (await tenant.GetAsync("/v1.0/directoryRoleTemplates")).Is(200).Value;
        Assert.Contains(templates, role => role.GetProperty("id").GetString() == "62e90394-69f5-4237-9190-012177145e10" && role.GetProperty("displayName").GetString() == "Global Administrator");
    }

    [Fact]
    public async Task Beta_tells_registrations_and_resets_of_users_graph_1_11()
    {
        const string Path = "/beta/reports/authenticationMethods/userEventsSummary";
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.Reset, PageTenant.Order(PageTenant.Olga));
        _ = await tenant.SucceedsAsync(RobotAction.Register, PageTenant.Order(PageTenant.Monica, PageTenant.Initial));
        using (Browser browser = await tenant.AtGateAsync(PageTenant.Nils))
        {
            await browser.PressAsync("Cancel", TestContext.Current.CancellationToken);
        }

        IReadOnlyList<JsonElement> rows = (await tenant.Graph.GetAsync(Path)).Is(200).Value;
        JsonElement reset = rows.Single(row => row.GetProperty("userPrincipalName").GetString() == PageTenant.Olga);
        Assert.Equal(("reset", "mobileSMS", true), (reset.GetProperty("feature").GetString(), reset.GetProperty("authMethod").GetString(), reset.GetProperty("isSuccess").GetBoolean()));
        JsonElement failed = Assert.Single((await tenant.Graph.GetAsync($"{Path}?$filter=feature eq 'reset' and isSuccess eq false")).Is(200).Value);
        Assert.Equal(PageTenant.Nils, failed.GetProperty("userPrincipalName").GetString());
        Assert.StartsWith("User cancelled", failed.GetProperty("failureReason").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty((await tenant.Graph.GetAsync($"{Path}?$filter=feature eq 'registration' and userPrincipalName eq '{PageTenant.Monica}'")).Is(200).Value);
        Answer page = (await tenant.Graph.GetAsync(Path + "?$top=1")).Is(200);
        List<string> ids = [.. page.Value.Select(row => row.GetRawText())];
        while (page.NextLink is { } next)
        {
            page = (await tenant.Graph.GetAsync(next[tenant.Graph.Root.Length..])).Is(200);
            ids.AddRange(page.Value.Select(row => row.GetRawText()));
        }

        Assert.Equal(rows.Select(row => row.GetRawText()), ids);
        _ = (await tenant.Graph.GetAsync("/v1.0/reports/authenticationMethods/userEventsSummary")).Is(400);
        _ = (await tenant.Graph.GetAsync("/beta/users")).Is(400);
        _ = (await tenant.Graph.GetAsync(Path + "?$filter=eventDateTime ge 2026-01-01T00:00:00Z")).Is(400);
        _ = (await tenant.Graph.GetAsync(Path, await tenant.Graph.TokenAsync(new { scopes = new[] { "User.Read" } }))).Is(403);
    }
}
