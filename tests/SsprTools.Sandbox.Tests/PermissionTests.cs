namespace SsprTools.Sandbox.Tests;

/// <summary>Scopes, app roles and directory roles: graph.md 1.1 to 1.13 and 5.4.</summary>
public sealed class PermissionTests
{
    [Theory]
    [InlineData("GET", "/v1.0/users", "User.ReadBasic.All", "Group.ReadWrite.All")]
    [InlineData("GET", "/v1.0/groups", "Group.ReadBasic.All", "User.Read")]
    [InlineData("GET", "/v1.0/subscribedSkus", "LicenseAssignment.Read.All", "User.Read")]
    [InlineData("GET", "/v1.0/subscribedSkus", "LicenseAssignment.ReadWrite.All", "User.Read.All")]
    [InlineData("GET", "/v1.0/subscribedSkus", "Organization.Read.All", "User.ReadWrite.All")]
    [InlineData("GET", "/v1.0/organization", "Organization.Read.All", "Group.ReadWrite.All")]
    [InlineData("GET", "/v1.0/domains", "Domain.Read.All", "User.Read.All")]
    [InlineData("GET", TestTenant.Report, "AuditLog.Read.All", "Directory.Read.All")]
    [InlineData("GET", TestTenant.Audits, "Directory.Read.All", "User.Read.All")]
    [InlineData("GET", "/v1.0/policies/authorizationPolicy", "Policy.Read.All", "Directory.Read.All")]
    [InlineData("GET", "/v1.0/policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", "Directory.Read.All")]
    [InlineData("GET", "/v1.0/directoryRoles", "RoleManagement.Read.Directory", "User.Read.All")]
    [InlineData("GET", "/v1.0/directory/onPremisesSynchronization", "OnPremDirectorySynchronization.Read.All", "Directory.Read.All")]
    public async Task The_least_scope_does_and_another_does_not(string method, string path, string enough, string other)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.SendAsync(method, path, null, await tenant.TokenAsync(new { scopes = new[] { enough } }))).Is(200);
        _ = (await tenant.SendAsync(method, path, null, await tenant.TokenAsync(new { scopes = new[] { other } })))
            .Fails(403, "Authorization_RequestDenied");
    }

    [Theory]
    [InlineData("UserAuthMethod-Phone.Read.All", 200)]
    [InlineData("UserAuthenticationMethod.Read.All", 200)]
    [InlineData("UserAuthMethod-Email.Read.All", 403)]
    [InlineData("Directory.ReadWrite.All", 403)]
    public async Task Phone_methods_take_granular_and_catch_all_scopes_graph_1_6(string scope, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.GetAsync(
            $"/v1.0/users/{TestTenant.Ben}/authentication/phoneMethods", await tenant.TokenAsync(new { scopes = new[] { scope } }))).Is(status);
        if (status == 403)
        {
            Assert.Equal("accessDenied", answer.Code);
            Assert.Equal("Request Authorization failed", answer.Message);
        }
    }

    [Fact]
    public async Task Group_Create_is_enough_for_an_app_and_no_delegated_scope_graph_1_3()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string app = await tenant.TokenAsync(new { appOnly = true, roles = new[] { "Group.Create" } });
        _ = (await tenant.PostAsync("/v1.0/groups", TestTenant.NewGroup(), app)).Is(201);
        string person = await tenant.TokenAsync(new { scopes = new[] { "Group.Create" } });
        _ = (await tenant.PostAsync("/v1.0/groups", TestTenant.NewGroup(), person)).Is(403);
    }

    [Theory]
    [InlineData("User Administrator", 201)]
    [InlineData("Global Administrator", 201)]
    [InlineData("Helpdesk Administrator", 403)]
    [InlineData("Global Reader", 403)]
    public async Task Creating_a_user_needs_a_directory_role_graph_1_1(string role, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { wids = new[] { role } });
        _ = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser(), token)).Is(status);
    }

    [Fact]
    public async Task Roles_are_not_checked_when_the_switch_is_off()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("roles-checked", false);
        string token = await tenant.TokenAsync(new { wids = Array.Empty<string>() });
        _ = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser(), token)).Is(201);
    }

    [Theory]
    [InlineData("Helpdesk Administrator", TestTenant.AdeleId, 202)]
    [InlineData("Helpdesk Administrator", TestTenant.AdminId, 403)]
    [InlineData("Password Administrator", TestTenant.HelpdeskId, 403)]
    [InlineData("User Administrator", TestTenant.HelpdeskId, 202)]
    [InlineData("Authentication Administrator", TestTenant.HelpdeskId, 403)]
    [InlineData("Privileged Authentication Administrator", TestTenant.HelpdeskId, 202)]
    public async Task Who_may_reset_whose_password_graph_1_1(string role, string target, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { wids = new[] { role }, user = "diego@contoso.onmicrosoft.com" });
        _ = (await tenant.PostAsync(
            $"/v1.0/users/{target}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword", new { }, token)).Is(status);
    }

    [Fact]
    public async Task A_narrow_scope_covers_its_own_property_only_graph_1_2()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { scopes = new[] { "User-Phone.ReadWrite.All" } });
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { mobilePhone = "+44 7700900555" }, token)).Is(204);
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { displayName = "X" }, token)).Is(403);
    }

    [Fact]
    public async Task A_user_reads_the_own_methods_with_the_own_scope_graph_1_6()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { user = TestTenant.Ben, scopes = new[] { "UserAuthMethod-Phone.Read" } });
        _ = (await tenant.GetAsync("/v1.0/me/authentication/phoneMethods", token)).Is(200);
        _ = (await tenant.GetAsync($"/v1.0/users/{TestTenant.Ben}/authentication/phoneMethods", token)).Is(200);
        _ = (await tenant.GetAsync($"/v1.0/users/{TestTenant.Adele}/authentication/phoneMethods", token)).Is(403);
    }

    [Theory]
    [InlineData("""{"tenant":{},"skus":[],"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]}]}""", 403)]
    [InlineData("""{"skus":[{"partNumber":"SPB"}],"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]}]}""", 200)]
    public async Task The_report_needs_a_premium_tenant_graph_1_10(string seed, int status)
    {
        await using TestTenant tenant = await TestTenant.StartAsync(seed);
        Answer answer = (await tenant.GetAsync(TestTenant.Report)).Is(status);
        if (status == 403)
        {
            Assert.Equal("Authentication_RequestFromNonPremiumTenantOrB2CTenant", answer.Code);
        }
    }

    [Fact]
    public async Task On_premises_synchronization_and_the_summaries_refuse_apps_graph_1_5()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { appOnly = true });
        _ = (await tenant.GetAsync("/v1.0/directory/onPremisesSynchronization", token)).Is(403);
        _ = (await tenant.GetAsync("/v1.0/reports/authenticationMethods/usersRegisteredByFeature()", token)).Is(403);
        _ = (await tenant.GetAsync(TestTenant.Report, token)).Is(200);
    }
}
