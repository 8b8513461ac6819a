using System.Text.Json;

namespace SsprTools.Sandbox.Tests;

/// <summary>Users: graph.md 1.2, 3.3, 5.2.</summary>
public sealed class UserTests
{
    [Fact]
    public async Task A_created_user_reads_back()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer created = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser())).Is(201);
        Assert.DoesNotContain(TestTenant.GoodPassword, created.Text, StringComparison.Ordinal);
        Answer read = (await tenant.GetAsync($"/v1.0/users/MonicaT@contoso.onmicrosoft.com?$select=id,passwordProfile,usageLocation,accountEnabled")).Is(200);
        Assert.Equal(created.Id, read.Id);
        Assert.True(read.Json.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
        Assert.False(read.Json.GetProperty("passwordProfile").TryGetProperty("password", out _));
    }

    [Fact]
    public async Task Get_shows_the_documented_default_properties()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer read = (await tenant.GetAsync($"/v1.0/users/{TestTenant.Adele}")).Is(200);
        string[] expected =
        [
            "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage",
            "surname", "userPrincipalName",
        ];
        Assert.Equal(expected, read.Json.EnumerateObject().Select(member => member.Name).Where(name => name[0] != '@').Order());
    }

    [Theory]
    [InlineData("accountEnabled")]
    [InlineData("displayName")]
    [InlineData("mailNickname")]
    [InlineData("userPrincipalName")]
    [InlineData("passwordProfile")]
    public async Task Each_required_property_is_required(string missing)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Dictionary<string, JsonElement> body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(TestTenant.NewUser()))!;
        _ = body.Remove(missing);
        Answer answer = (await tenant.PostAsync("/v1.0/users", body)).Fails(400, "Request_BadRequest");
        Assert.Contains(missing, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad alias")]
    [InlineData("a@b")]
    [InlineData("kim(1)")]
    public async Task A_malformed_upn_is_refused(string alias)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.PostAsync("/v1.0/users", new
        {
            accountEnabled = true, displayName = "X", mailNickname = "x", userPrincipalName = alias + "@contoso.onmicrosoft.com",
            passwordProfile = new { password = TestTenant.GoodPassword },
        })).Fails(400, "Request_BadRequest");
        Assert.Equal("One or more properties contains invalid values.", answer.Message);
    }

    [Fact]
    public async Task An_unverified_domain_is_refused()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser(domain: "fabrikam.example"))).Fails(400, "Request_BadRequest");
        Assert.Contains("verified domain", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("old", 1)]
    [InlineData("new", 2)]
    public async Task A_duplicate_upn_is_an_ObjectConflict_graph_5_2(string style, int details)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("duplicate-error-details", style);
        _ = await tenant.CreateUserAsync();
        Answer answer = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser("MONICAT"))).Fails(400, "Request_BadRequest");
        Assert.Equal("Another object with the same value for property userPrincipalName already exists.", answer.Message);
        JsonElement[] list = [.. answer.Json.GetProperty("error").GetProperty("details").EnumerateArray()];
        Assert.Equal(details, list.Length);
        Assert.Equal("ObjectConflict", list[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("short1!")]
    [InlineData("alllowercaseletters")]
    [InlineData("Passw0rd")]
    [InlineData("Contoso#2026aB")]
    public async Task A_weak_password_is_refused_graph_3_3(string password)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser(password: password))).Fails(400, "Request_BadRequest");
        Assert.StartsWith("The specified password does not comply", answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_property_is_refused()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { favouriteColour = "red" })).Fails(400, "Request_BadRequest");
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { accountEnabled = "yes" })).Fails(400, "Request_BadRequest");
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { passwordProfile = new { forced = true } })).Fails(400, "Request_BadRequest");
    }

    [Fact]
    public async Task Two_business_phones_are_one_too_many_graph_1_2()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { businessPhones = new[] { "+44 1", "+44 2" } })).Is(400);
        _ = (await tenant.PatchAsync($"/v1.0/users/{TestTenant.Adele}", new { businessPhones = new[] { "+44 1" } })).Is(204);
    }

    [Fact]
    public async Task Delete_is_soft_and_restore_brings_back()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string id = await tenant.CreateUserAsync();
        string group = await tenant.CreateGroupAsync("G", id);
        _ = (await tenant.DeleteAsync($"/v1.0/users/{id}")).Is(204);
        _ = (await tenant.GetAsync($"/v1.0/users/{id}")).Fails(404, "Request_ResourceNotFound");
        Assert.Empty((await tenant.GetAsync($"/v1.0/groups/{group}/members")).Value);
        Assert.Equal(id, (await tenant.GetAsync($"/v1.0/directory/deletedItems/{id}")).Is(200).Id);
        _ = Assert.Single((await tenant.GetAsync("/v1.0/directory/deletedItems/microsoft.graph.user")).Is(200).Value);
        _ = (await tenant.PostAsync($"/v1.0/directory/deletedItems/{id}/restore", null)).Is(200);
        _ = (await tenant.GetAsync($"/v1.0/users/{id}")).Is(200);
    }

    [Fact]
    public async Task A_not_found_names_the_id_graph_5_5()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.GetAsync("/v1.0/users/nobody@contoso.onmicrosoft.com")).Fails(404, "Request_ResourceNotFound");
        Assert.Equal(
            "Resource 'nobody@contoso.onmicrosoft.com' does not exist or one of its queried reference-property objects are not present.", answer.Message);
    }

    [Fact]
    public async Task Me_is_the_caller_and_not_for_apps()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Assert.Equal(TestTenant.AdminId, (await tenant.GetAsync("/v1.0/me")).Is(200).Id);
        _ = (await tenant.GetAsync("/v1.0/me", await tenant.TokenAsync(new { appOnly = true }))).Fails(400, "BadRequest");
    }

    [Fact]
    public async Task A_user_changes_the_own_password_but_not_to_the_same_graph_3_3()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = await tenant.CreateUserAsync();
        string token = await tenant.TokenAsync(new { user = "MonicaT@contoso.onmicrosoft.com" });
        _ = (await tenant.PostAsync("/v1.0/me/changePassword", new { currentPassword = "wrong", newPassword = "Kd8#ruWpp2" }, token)).Is(400);
        _ = (await tenant.PostAsync(
            "/v1.0/me/changePassword", new { currentPassword = TestTenant.GoodPassword, newPassword = TestTenant.GoodPassword }, token)).Is(400);
        _ = (await tenant.PostAsync("/v1.0/me/changePassword", new { currentPassword = TestTenant.GoodPassword, newPassword = "Kd8#ruWpp2" }, token)).Is(204);
    }

    [Fact]
    public async Task A_federated_domain_asks_for_the_immutable_id_graph_1_2()
    {
        await using TestTenant tenant = await TestTenant.StartAsync("""
            {"tenant":{"domains":[{"name":"contoso.onmicrosoft.com"},{"name":"fed.example","federated":true}]},
             "users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]}]}
            """);
        _ = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser(domain: "fed.example"))).Fails(400, "Request_BadRequest");
    }
}
