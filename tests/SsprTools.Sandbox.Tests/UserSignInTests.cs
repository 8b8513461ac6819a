using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SsprTools.Sandbox.Tests;

/// <summary>Sign-ins of users step by step: the authorize page, codes, refresh tokens, device codes, id tokens.</summary>
public sealed partial class UserSignInTests
{
    private const string Redirect = "http://localhost:49152/";
    private const string Verifier = "a-verifier-that-is-long-enough-to-be-one-1234567890";
    private const string Scope = LoginTenant.GraphScope + " openid profile offline_access";

    private static readonly string s_challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Fact]
    public async Task The_authorize_page_leads_to_a_code_and_the_code_to_tokens()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string code = await CodeAsync(login, TestTenant.Adele);
        Answer tokens = (await RedeemAsync(login, code)).Is(200);
        Assert.Equal(Scope, tokens["scope"]);
        Answer me = (await login.Tenant.GetAsync("/v1.0/me", tokens["access_token"])).Is(200);
        Assert.Equal(TestTenant.Adele, me["userPrincipalName"]);
        JsonElement info = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(tokens["client_info"]));
        Assert.Equal((TestTenant.AdeleId, login.TenantId), (info.GetProperty("uid").GetString(), info.GetProperty("utid").GetString()));
    }

    [Fact]
    public async Task An_id_token_is_signed_with_the_published_key()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer metadata = (await login.GetAsync($"/{login.TenantId}/v2.0/.well-known/openid-configuration")).Is(200);
        Assert.Equal($"{login.Login}/{login.TenantId}/oauth2/v2.0/token", metadata["token_endpoint"]);
        string idToken = (await RedeemAsync(login, await CodeAsync(login, TestTenant.Adele))).Is(200)["id_token"];
        JsonElement claims = Jwt.ClaimsOf(idToken);
        Assert.Equal((metadata["issuer"], "n-1"), (claims.GetProperty("iss").GetString(), claims.GetProperty("nonce").GetString()));
        JsonElement key = (await login.GetAsync(metadata["jwks_uri"][login.Login.Length..])).Is(200).Json.GetProperty("keys")[0];
        using RSA rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(key.GetProperty("n").GetString()), Exponent = Base64Url.DecodeFromChars(key.GetProperty("e").GetString()),
        });
        int end = idToken.LastIndexOf('.');
        Assert.True(rsa.VerifyData(
            Encoding.ASCII.GetBytes(idToken.Remove(end)), Base64Url.DecodeFromChars(idToken.AsSpan(end + 1)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_code_serves_once_its_owner_only_and_ten_minutes()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string code = await CodeAsync(login, TestTenant.Adele);
        LoginErrorTests.HasCode(await RedeemAsync(login, code, verifier: "another"), 501481);
        LoginErrorTests.HasCode(await RedeemAsync(login, code, verifier: null), 501481);
        LoginErrorTests.HasCode(await RedeemAsync(login, code, redirect: "http://localhost:1/"), 50011);
        LoginErrorTests.HasCode(await RedeemAsync(login, code, client: LoginTenant.AzurePowerShell), 70000);
        LoginErrorTests.HasCode(await RedeemAsync(login, "guessed"), 70000);
        LoginErrorTests.HasCode(await RedeemAsync(login, code), 0);
        LoginErrorTests.HasCode(await RedeemAsync(login, code), 54005);
        string late = await CodeAsync(login, TestTenant.Adele);
        _ = (await login.Tenant.AdvanceAsync("PT11M")).Is(200);
        LoginErrorTests.HasCode(await RedeemAsync(login, late), 70008);
    }

    [Fact]
    public async Task A_wrong_password_shows_the_form_again()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string request = Field((await AuthorizeAsync(login)).Is(200).Text, "request");
        Answer again = (await login.PostFormAsync("/signin-complete", ("request", request), ("username", TestTenant.Adele), ("password", "x"))).Is(200);
        Assert.Contains("AADSTS50126", again.Text, StringComparison.Ordinal);
        Assert.Equal(request, Field(again.Text, "request"));
        Answer done = (await login.PostFormAsync("/signin-complete", ("request", request), ("username", TestTenant.Adele))).Is(200);
        Assert.Equal("s-1", Field(done.Text, "state"));
        _ = (await login.PostFormAsync("/signin-complete", ("request", request), ("username", TestTenant.Adele))).Is(400);
    }

    [Fact]
    public async Task Cancelling_tells_the_app()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string request = Field((await AuthorizeAsync(login)).Is(200).Text, "request");
        Answer done = (await login.PostFormAsync("/signin-complete", ("request", request), ("cancel", "yes"))).Is(200);
        Assert.Equal("access_denied", Field(done.Text, "error"));
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/", "AADSTS50011")]
    [InlineData("redirect_uri", "javascript:alert(1)", "AADSTS50011")]
    [InlineData("client_id", "00000000-0000-0000-0000-000000000009", "AADSTS700016")]
    public async Task A_code_goes_to_no_other_machine(string name, string value, string code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer page = (await AuthorizeAsync(login, (name, value))).Is(400);
        Assert.Contains(code, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scope", LoginTenant.PortalScope, "AADSTS65002")]
    [InlineData("response_type", "token", "AADSTS700051")]
    [InlineData("prompt", "none", "AADSTS50058")]
    public async Task A_mistake_of_the_app_is_told_to_the_app(string name, string value, string code)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string page = (await AuthorizeAsync(login, (name, value))).Is(200).Text;
        Assert.Contains(code, Field(page, "error_description"), StringComparison.Ordinal);
        Assert.Equal("s-1", Field(page, "state"));
    }

    [Fact]
    public async Task Without_form_post_the_browser_is_sent_back_with_a_query()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string request = Field((await AuthorizeAsync(login, ("response_mode", "query"))).Is(200).Text, "request");
        Answer done = (await login.PostFormAsync("/signin-complete", ("request", request), ("username", TestTenant.Adele))).Is(302);
        Assert.StartsWith($"{Redirect}?code=", done.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_does_for_another_resource_until_it_is_revoked()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string token = (await PasswordAsync(login, TestTenant.Adele)).Is(200)["refresh_token"];
        Answer portal = (await RefreshAsync(login, token, LoginTenant.PortalScope)).Is(200);
        Assert.Equal("74658136-14ec-4630-ad9b-26e160ff0fc6", Jwt.ClaimsOf(portal["access_token"]).GetProperty("aud").GetString());
        LoginErrorTests.HasCode(await RefreshAsync(login, token, LoginTenant.GraphScope, LoginTenant.CommandLineTools), 70000);
        LoginErrorTests.HasCode(await RefreshAsync(login, "guessed", LoginTenant.GraphScope), 70000);
        _ = (await login.Tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/revokeSignInSessions", null)).Is(200);
        LoginErrorTests.HasCode(await RefreshAsync(login, token, LoginTenant.GraphScope), 50173);
    }

    [Fact]
    public async Task A_refresh_token_ends_with_the_password_and_after_ninety_days()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        string token = (await PasswordAsync(login, TestTenant.Adele)).Is(200)["refresh_token"];
        string other = (await PasswordAsync(login, TestTenant.Ben)).Is(200)["refresh_token"];
        _ = (await login.Tenant.PatchAsync(
            $"/v1.0/users/{TestTenant.Adele}", new { passwordProfile = new { password = TestTenant.GoodPassword, forceChangePasswordNextSignIn = false } })).Is(204);
        LoginErrorTests.HasCode(await RefreshAsync(login, token, LoginTenant.GraphScope), 50173);
        _ = (await login.Tenant.AdvanceAsync("P91D")).Is(200);
        LoginErrorTests.HasCode(await RefreshAsync(login, other, LoginTenant.GraphScope), 700082);
    }

    [Fact]
    public async Task A_device_code_is_pending_then_redeemed_once()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer device = await DeviceAsync(login);
        LoginErrorTests.HasCode(await PollAsync(login, device), 70016);

        // More than once, as a busy machine may be too slow to be hasty.
        string error = "";
        for (int poll = 0; poll < 50 && error != "slow_down"; poll++)
        {
            error = (await PollAsync(login, device)).Is(400)["error"];
        }

        Assert.Equal("slow_down", error);
        _ = (await login.ApproveAsync(device["user_code"], TestTenant.Adele)).Is(200);
        LoginErrorTests.HasCode(await PollAsync(login, device), 0);
        LoginErrorTests.HasCode(await PollAsync(login, device), 70018);
        _ = (await login.ApproveAsync(device["user_code"])).Is(404);
    }

    [Fact]
    public async Task A_device_code_expires_by_the_tenants_clock()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer device = await DeviceAsync(login);
        _ = (await login.Tenant.AdvanceAsync("PT16M")).Is(200);
        LoginErrorTests.HasCode(await PollAsync(login, device), 70020);
        Assert.Equal("expired_token", (await PollAsync(login, device))["error"]);
    }

    [Theory]
    [InlineData("cancel", "authorization_declined")]
    [InlineData("unused", null)]
    public async Task A_person_decides_a_device_code_on_its_page(string button, string? error)
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer device = await DeviceAsync(login);
        Assert.Contains("name=\"code\"", (await login.GetAsync("/devicelogin")).Is(200).Text, StringComparison.Ordinal);
        Answer wrong = await login.PostFormAsync("/devicelogin", ("code", "NONSENSE"), ("username", TestTenant.Adele));
        Assert.Contains("didn&#x27;t work", wrong.Is(200).Text, StringComparison.Ordinal);
        _ = (await login.PostFormAsync("/devicelogin", ("code", device["user_code"]), ("username", TestTenant.Adele), (button, "yes"))).Is(200);
        Answer polled = await PollAsync(login, device);
        Assert.Equal(error, polled.Json.TryGetProperty("error", out JsonElement word) ? word.GetString() : null);
    }

    [Fact]
    public async Task A_wrong_approval_is_refused()
    {
        await using LoginTenant login = await LoginTenant.StartAsync();
        Answer device = await DeviceAsync(login);
        _ = (await login.ApproveAsync("NONSENSE")).Is(404);
        _ = (await login.ApproveAsync(device["user_code"], "nobody@contoso.onmicrosoft.com")).Is(400);
        _ = (await login.Tenant.PostAsync("/_sandbox/tokens/lifetime", new { seconds = 0 })).Is(400);
    }

    private static async Task<Answer> AuthorizeAsync(LoginTenant login, params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> query = new()
        {
            ["client_id"] = LoginTenant.CommandLineTools, ["response_type"] = "code", ["redirect_uri"] = Redirect, ["scope"] = Scope,
            ["state"] = "s-1", ["nonce"] = "n-1", ["response_mode"] = "form_post", ["code_challenge"] = s_challenge, ["code_challenge_method"] = "S256",
        };
        foreach ((string name, string value) in changes)
        {
            query[name] = value;
        }

        return await login.GetAsync(
            $"/{login.TenantId}/oauth2/v2.0/authorize?{string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))}");
    }

    private static async Task<string> CodeAsync(LoginTenant login, string user)
    {
        string page = (await AuthorizeAsync(login)).Is(200).Text;
        Answer done = (await login.PostFormAsync("/signin-complete", ("request", Field(page, "request")), ("username", user), ("password", ""))).Is(200);
        Assert.Contains($"action=\"{Redirect}\"", done.Text, StringComparison.Ordinal);
        return Field(done.Text, "code");
    }

    private static Task<Answer> RedeemAsync(
        LoginTenant login, string code, string? verifier = Verifier, string redirect = Redirect, string client = LoginTenant.CommandLineTools) =>
        login.PostTokenAsync(
            ("grant_type", "authorization_code"), ("client_id", client), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier ?? ""), ("client_info", "1"));

    private static Task<Answer> PasswordAsync(LoginTenant login, string user) => login.PostTokenAsync(
        ("grant_type", "password"), ("client_id", LoginTenant.AzurePowerShell), ("scope", Scope), ("username", user));

    private static Task<Answer> RefreshAsync(LoginTenant login, string token, string scope, string client = LoginTenant.AzurePowerShell) =>
        login.PostTokenAsync(("grant_type", "refresh_token"), ("client_id", client), ("refresh_token", token), ("scope", scope));

    private static async Task<Answer> DeviceAsync(LoginTenant login) => (await login.PostFormAsync(
        "/organizations/oauth2/v2.0/devicecode", ("client_id", LoginTenant.CommandLineTools), ("scope", Scope))).Is(200);

    private static Task<Answer> PollAsync(LoginTenant login, Answer device) => login.PostFormAsync(
        "/organizations/oauth2/v2.0/token",
        ("grant_type", "device_code"), ("client_id", LoginTenant.CommandLineTools), ("device_code", device["device_code"]));

    internal static string Field(string page, string name) => WebUtility.HtmlDecode(
        Fields().Matches(page).First(match => match.Groups["name"].Value == name).Groups["value"].Value);

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex Fields();
}
