namespace SsprTools.Sandbox.Tests;

/// <summary>Authentication methods and the administrator's reset: graph.md 1.6.</summary>
public sealed class MethodTests
{
    private const string Mobile = "3179e48a-750b-4051-897c-87b9720928f7";
    private const string AlternateMobile = "b6332ec1-7057-4abe-9331-3d72feddfe41";
    private const string Email = "3ddfcfc8-9383-446f-83cc-3ab9be4be18f";
    private const string Password = "28c10230-6103-485e-b985-444c60001490";

    private static string Phones(string user) => $"/v1.0/users/{user}/authentication/phoneMethods";

    private static string Emails(string user) => $"/v1.0/users/{user}/authentication/emailMethods";

    [Fact]
    public async Task A_phone_is_created_read_changed_and_deleted_under_its_fixed_id()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer created = (await tenant.PostAsync(Phones(TestTenant.Adele), Phone("mobile"))).Is(201);
        Assert.Equal(Mobile, created.Id);
        Assert.Equal("+44 7700900123", (await tenant.GetAsync($"{Phones(TestTenant.Adele)}/{Mobile}")).Is(200)["phoneNumber"]);
        Answer changed = (await tenant.PatchAsync($"{Phones(TestTenant.Adele)}/{Mobile}", Phone("mobile", "+44 7700900999"))).Is(200);
        Assert.Equal("+44 7700900999", changed["phoneNumber"]);
        _ = (await tenant.DeleteAsync($"{Phones(TestTenant.Adele)}/{Mobile}")).Is(204);
        Answer gone = (await tenant.GetAsync($"{Phones(TestTenant.Adele)}/{Mobile}")).Fails(404, "resourceNotFound");
        Assert.Equal(gone.Message, gone.Json.GetProperty("error").GetProperty("innerError").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Switches_change_the_patch_status_and_the_not_found_code()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("phone-patch-status", 204);
        await tenant.SwitchAsync("method-not-found-code", "itemNotFound");
        _ = (await tenant.PatchAsync($"{Phones(TestTenant.Ben)}/{Mobile}", Phone("mobile"))).Is(204);
        _ = (await tenant.GetAsync($"{Phones(TestTenant.Adele)}/{Mobile}")).Fails(404, "itemNotFound");
    }

    [Theory]
    [InlineData("07700900123")]
    [InlineData("+447700900123")]
    [InlineData("+44 abc")]
    [InlineData("")]
    public async Task A_number_of_the_wrong_form_is_refused(string number)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync(Phones(TestTenant.Adele), Phone("mobile", number))).Fails(400, "badRequest");
        _ = (await tenant.PatchAsync($"{Phones(TestTenant.Ben)}/{Mobile}", Phone("mobile", number))).Fails(400, "badRequest");
    }

    [Fact]
    public async Task One_phone_of_each_type_and_the_alternate_only_after_the_mobile()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync(Phones(TestTenant.Adele), Phone("alternateMobile"))).Fails(400, "badRequest");
        _ = (await tenant.PostAsync(Phones(TestTenant.Adele), Phone("mobile"))).Is(201);
        _ = (await tenant.PostAsync(Phones(TestTenant.Adele), Phone("mobile"))).Fails(400, "badRequest");
        _ = (await tenant.PostAsync(Phones(TestTenant.Adele), Phone("alternateMobile"))).Is(201);
        _ = (await tenant.DeleteAsync($"{Phones(TestTenant.Adele)}/{Mobile}")).Fails(400, "badRequest");
        _ = (await tenant.DeleteAsync($"{Phones(TestTenant.Adele)}/{AlternateMobile}")).Is(204);
        _ = (await tenant.DeleteAsync($"{Phones(TestTenant.Adele)}/{Mobile}")).Is(204);
    }

    [Fact]
    public async Task The_default_phone_cannot_be_deleted_graph_5_2()
    {
        await using TestTenant tenant = await TestTenant.StartAsync("""
            {"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]},
                      {"upn":"b@contoso.onmicrosoft.com","methods":{"mobilePhone":"+44 7700900001","default":"sms"}}]}
            """);
        Answer answer = (await tenant.DeleteAsync($"{Phones("b@contoso.onmicrosoft.com")}/{Mobile}")).Fails(400, "badRequest");
        Assert.Contains($"[{Mobile}]", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_one_email_per_user()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync(Emails(TestTenant.Adele), new { emailAddress = "nonsense" })).Fails(400, "badRequest");
        Assert.Equal(Email, (await tenant.PostAsync(Emails(TestTenant.Adele), new { emailAddress = "kim@example.com" })).Is(201).Id);
        _ = (await tenant.PostAsync(Emails(TestTenant.Adele), new { emailAddress = "kim@example.com" })).Fails(400, "badRequest");
        _ = (await tenant.PatchAsync($"{Emails(TestTenant.Adele)}/{Email}", new { emailAddress = "kim2@example.com" })).Is(200);
        _ = (await tenant.DeleteAsync($"{Emails(TestTenant.Adele)}/{Email}")).Is(204);
        Assert.Empty((await tenant.GetAsync(Emails(TestTenant.Adele))).Is(200).Value);
    }

    [Fact]
    public async Task Methods_are_listed_with_their_types()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer methods = (await tenant.GetAsync($"/v1.0/users/{TestTenant.Ben}/authentication/methods")).Is(200);
        Assert.Equal(
            ["#microsoft.graph.passwordAuthenticationMethod", "#microsoft.graph.phoneAuthenticationMethod"],
            methods.Value.Select(method => method.GetProperty("@odata.type").GetString()!));
    }

    [Fact]
    public async Task Software_oath_can_be_read_and_deleted_but_not_created()
    {
        await using TestTenant tenant = await TestTenant.StartAsync("""
            {"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"]},
                      {"upn":"b@contoso.onmicrosoft.com","methods":{"softwareOath":1}}]}
            """);
        const string Path = "/v1.0/users/b@contoso.onmicrosoft.com/authentication/softwareOathMethods";
        string id = (await tenant.GetAsync(Path)).Is(200).Value.Single().GetProperty("id").GetString()!;
        _ = (await tenant.PostAsync(Path, new { secretKey = "x" })).Is(405);
        _ = (await tenant.DeleteAsync($"{Path}/{id}")).Is(204);
        Assert.Empty((await tenant.GetAsync(Path)).Value);
    }

    [Fact]
    public async Task A_reset_generates_a_password_and_its_operation_is_polled()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer reset = (await tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/authentication/methods/{Password}/resetPassword", new { })).Is(202);
        Assert.True(reset["newPassword"].Length >= 8);
        string location = reset.Headers.Location!.ToString();
        Assert.Contains("aadgsu=ssprprod-a", location, StringComparison.Ordinal);
        Assert.Equal("succeeded", (await tenant.GetAsync(location)).Is(200)["status"]);
        Answer user = await tenant.GetAsync($"/v1.0/users/{TestTenant.Adele}?$select=passwordProfile");
        Assert.True(user.Json.GetProperty("passwordProfile").GetProperty("forceChangePasswordNextSignIn").GetBoolean());
    }

    [Fact]
    public async Task A_reset_with_a_chosen_password_has_no_body_and_obeys_the_rules()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string path = $"/v1.0/users/{TestTenant.Adele}/authentication/passwordMethods/{Password}/resetPassword";
        Assert.Equal("", (await tenant.PostAsync(path, new { newPassword = TestTenant.GoodPassword })).Is(202).Text);
        _ = (await tenant.PostAsync(path, new { newPassword = "password" })).Is(400);
        _ = (await tenant.PostAsync($"/v1.0/users/{TestTenant.AdminId}/authentication/passwordMethods/{Password}/resetPassword", new { })).Is(400);
    }

    [Fact]
    public async Task A_reset_by_an_app_is_the_documented_400()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string token = await tenant.TokenAsync(new { appOnly = true });
        Answer answer = (await tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/authentication/methods/{Password}/resetPassword", new { }, token))
            .Fails(400, "BadRequest");
        Assert.Equal("UserPrincipalName value  in token was missing or invalid", answer.Message);
    }

    [Fact]
    public async Task The_methods_of_a_new_user_wait_when_the_switch_says_so_graph_1_14()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("new-user-methods-delay", 60);
        string id = await tenant.CreateUserAsync();
        _ = (await tenant.GetAsync(Phones(id))).Is(404);
        _ = await tenant.AdvanceAsync("PT61S");
        _ = (await tenant.GetAsync(Phones(id))).Is(200);
    }

    private static object Phone(string type, string number = "+44 7700900123") => new { phoneNumber = number, phoneType = type };
}
