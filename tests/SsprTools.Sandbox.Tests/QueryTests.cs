using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>Query options, paging, unknown addresses: graph.md 1.2, 1.3, 1.10, 5.5.</summary>
public sealed class QueryTests
{
    [Theory]
    [InlineData("/v1.0/users?$filter=displayName eq 'Ben O''Neill'", 1)]
    [InlineData("/v1.0/users?$filter=displayName eq 'ben o''neill'", 1)]
    [InlineData("/v1.0/users?$filter=startswith(displayName,'A') and accountEnabled eq true", 2)]
    [InlineData("/v1.0/users?$filter=displayName eq 'Adele Vance' or displayName eq 'Diego Siciliani'", 2)]
    [InlineData("/v1.0/users?$filter=userPrincipalName in ('adele@contoso.onmicrosoft.com','ben@contoso.onmicrosoft.com')", 2)]
    [InlineData("/v1.0/users?$filter=userType eq 'Guest'", 1)]
    [InlineData("/v1.0/users?$filter=accountEnabled eq false", 1)]
    [InlineData("/v1.0/users?$filter=assignedLicenses/any(l:l/skuId eq 078d2b04-f1bd-4111-bbd4-b4b1b354cef4)", 5)]
    [InlineData("/v1.0/users?$filter=createdDateTime ge 2000-01-01T00:00:00Z", 8)]
    [InlineData("/v1.0/users?$orderby=displayName", 8)]
    [InlineData("/v1.0/reports/authenticationMethods/userRegistrationDetails?$filter=methodsRegistered/any(m:m eq 'email')", 2)]
    [InlineData("/v1.0/reports/authenticationMethods/userRegistrationDetails?$filter=isSsprRegistered eq true and isMfaRegistered eq true", 2)]
    [InlineData("/v1.0/reports/authenticationMethods/userRegistrationDetails?$filter=startswith(userPrincipalName,'ADELE')", 1)]
    [InlineData("/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '0a1c6b1e-1f7e-4c7e-8a55-000000000002'", 1)]
    public async Task Documented_filters_work(string path, int rows)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Assert.Equal(rows, (await tenant.GetAsync(path)).Is(200).Value.Count);
    }

    [Theory]
    [InlineData("/v1.0/users?$filter=foo eq 'x'", "BadRequest")]
    [InlineData("/v1.0/users?$filter=displayName eq", "BadRequest")]
    [InlineData("/v1.0/users?$filter=accountEnabled eq 'yes'", "BadRequest")]
    [InlineData("/v1.0/users?$filter=contains(displayName,'x')", "Request_UnsupportedQuery")]
    [InlineData("/v1.0/users?$filter=preferredLanguage eq 'en'", "Request_UnsupportedQuery")]
    [InlineData("/v1.0/users?$select=foo", "BadRequest")]
    [InlineData("/v1.0/users?$orderby=mail", "Request_UnsupportedQuery")]
    [InlineData("/v1.0/users?$skip=5", "BadRequest")]
    [InlineData("/v1.0/users?$foo=5", "BadRequest")]
    [InlineData("/v1.0/users?foo=5", "BadRequest")]
    [InlineData("/v1.0/users?$top=0", "Request_UnsupportedQuery")]
    [InlineData("/v1.0/users?$top=1000", "Request_UnsupportedQuery")]
    [InlineData("/v1.0/users?$top=x", "BadRequest")]
    [InlineData("/v1.0/users?$skiptoken=nonsense", "Directory_ExpiredPageToken")]
    [InlineData("/v1.0/subscribedSkus?$filter=skuPartNumber eq 'X'", "BadRequest")]
    [InlineData("/v1.0/reports/authenticationMethods/userRegistrationDetails?$skip=5", "BadRequest")]
    [InlineData("/v1.0/reports/authenticationMethods/userRegistrationDetails?$orderby=isAdmin", "Request_UnsupportedQuery")]
    [InlineData("/v1.0/reports/authenticationMethods/userRegistrationDetails?$filter=isAdmin eq true", "Request_UnsupportedQuery")]
    [InlineData("/v1.0/auditLogs/directoryAudits?$filter=result eq 'success'", "Request_UnsupportedQuery")]
    public async Task What_is_not_documented_is_an_error(string path, string code)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.GetAsync(path)).Fails(400, code);
    }

    [Theory]
    [InlineData("/v1.0/users?$filter=displayName ne 'x'&$count=true")]
    [InlineData("/v1.0/users?$filter=endswith(userPrincipalName,'.com')&$count=true")]
    [InlineData("/v1.0/users?$filter=not(displayName eq 'x')&$count=true")]
    [InlineData("/v1.0/users?$filter=startswith(displayName,'A')&$orderby=displayName&$count=true")]
    [InlineData("/v1.0/users?$search=\"displayName:Adele\"")]
    [InlineData("/v1.0/users?$count=true")]
    [InlineData("/v1.0/users/$count")]
    public async Task Advanced_queries_need_the_eventual_header_graph_1_3(string path)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.GetAsync(path)).Fails(400, "Request_UnsupportedQuery");
        _ = (await tenant.GetAsync(path, eventual: true)).Is(200);
    }

    [Fact]
    public async Task A_count_without_the_header_is_ignored_when_the_switch_says_so()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("count-without-eventual", "ignore");
        Assert.False((await tenant.GetAsync("/v1.0/users?$count=true")).Is(200).Json.TryGetProperty("@odata.count", out _));
    }

    [Fact]
    public async Task Pages_chain_and_the_count_is_on_the_first_only()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 250 });
        List<string> ids = [];
        string? path = "/v1.0/users?$select=id&$top=100&$count=true";
        bool first = true;
        while (path is not null)
        {
            Answer page = (await tenant.GetAsync(path, eventual: true)).Is(200);
            Assert.Equal(first, page.Json.TryGetProperty("@odata.count", out _));
            first = false;
            ids.AddRange(page.Value.Select(user => user.GetProperty("id").GetString()!));
            path = page.NextLink;
            Assert.True(path is null || path.StartsWith(tenant.Root, StringComparison.Ordinal));
        }

        Assert.Equal(258, ids.Distinct().Count());
        Assert.Equal(258, ids.Count);
    }

    [Fact]
    public async Task A_chain_stays_of_one_piece_while_the_tenant_changes()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer first = (await tenant.GetAsync("/v1.0/users?$top=3")).Is(200);
        _ = (await tenant.DeleteAsync($"/v1.0/users/{TestTenant.Adele}")).Is(204);
        Assert.Equal(5, (await tenant.GetAsync(first.NextLink!.Replace("$top=3", "$top=100", StringComparison.Ordinal))).Is(200).Value.Count);
    }

    [Fact]
    public async Task The_default_page_of_users_is_a_hundred_and_of_the_report_a_thousand()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 1100 });
        Assert.Equal(100, (await tenant.GetAsync("/v1.0/users?$select=id")).Value.Count);
        Assert.Equal(999, (await tenant.GetAsync("/v1.0/users?$select=id&$top=999")).Value.Count);
        Assert.Equal(1000, (await tenant.GetAsync(TestTenant.Report)).Value.Count);
    }

    [Fact]
    public async Task Links_follow_the_Host_header()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        using HttpClient http = new() { BaseAddress = tenant.Host.BaseAddress };
        http.DefaultRequestHeaders.Host = "graph.sandbox.test";
        http.DefaultRequestHeaders.Authorization = new("Bearer", await tenant.TokenAsync(new { }));
        string text = await http.GetStringAsync("/v1.0/users?$top=1", TestContext.Current.CancellationToken);
        Assert.Contains("\"@odata.nextLink\":\"http://graph.sandbox.test/v1.0/users?", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1.0/nothing", "nothing")]
    [InlineData("/v1.0/users/x/nothing", "nothing")]
    [InlineData("/beta/users", "users")]
    public async Task An_unknown_address_names_its_segment(string path, string segment)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.GetAsync(path)).Fails(400, "BadRequest");
        Assert.Equal($"Resource not found for the segment '{segment}'.", answer.Message);
        await tenant.SwitchAsync("unknown-segment-status", 404);
        _ = (await tenant.GetAsync(path)).Fails(404, "BadRequest");
    }

    [Fact]
    public async Task A_wrong_verb_is_405_graph_5_5()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer answer = (await tenant.DeleteAsync("/v1.0/users")).Fails(405, "Request_BadRequest");
        Assert.Equal("Specified HTTP method is not allowed for the request target.", answer.Message);
    }

    [Fact]
    public async Task Broken_json_is_400()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync("/v1.0/users", "{\"a\":")).Fails(400, "BadRequest");
    }

    [Theory]
    [InlineData("innerError")]
    [InlineData("innererror")]
    public async Task Errors_carry_ids_and_a_date_without_zone_graph_5_1(string name)
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        await tenant.SwitchAsync("inner-error-name", name);
        Answer answer = (await tenant.GetAsync("/v1.0/users/x")).Is(404);
        System.Text.Json.JsonElement inner = answer.Json.GetProperty("error").GetProperty(name);
        Assert.Equal(answer.Headers.GetValues("request-id").Single(), inner.GetProperty("request-id").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", inner.GetProperty("date").GetString());
    }

    [Fact]
    public async Task Quotes_and_signs_in_a_filter_survive_encoding()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = await tenant.CreateGroupAsync("R&D + 100% #1");
        string filter = Uri.EscapeDataString("displayName eq 'R&D + 100% #1'");
        _ = Assert.Single((await tenant.GetAsync($"/v1.0/groups?$filter={filter}")).Is(200).Value);
    }

    [Fact]
    public async Task Addresses_as_Graph_clients_write_them_are_taken()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.AdeleId);
        _ = Assert.Single((await tenant.GetAsync($"/v1.0/groups/{group}/transitiveMembers/graph.user?%24select=id")).Is(200).Value);
        _ = (await tenant.PostAsync("/v1.0/%24batch", new { requests = Array.Empty<object>() })).Is(200);
        _ = (await tenant.DeleteAsync($"/v1.0/groups/{group}/members/{TestTenant.AdeleId}/%24ref")).Is(204);
        _ = (await tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/microsoft.graph.revokeSignInSessions", null)).Is(200);
    }

    [Fact]
    public async Task Changes_at_the_same_time_all_count()
    {
        await using TestTenant tenant = await TestTenant.PromptAsync();
        _ = (await tenant.GetAsync("/v1.0/me")).Is(200);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => tenant.CreateUserAsync($"user-{number}")));
        Assert.Equal(60, ids.Distinct().Count());
        Assert.Equal(68, (await tenant.GetAsync("/v1.0/users?$select=id")).Value.Count);
        Assert.Equal(60, (await tenant.ActivitiesAsync()).Count);
        Assert.Equal(60, (await tenant.GetAsync("/v1.0/users?$filter=startswith(userPrincipalName,'user-')")).Value.Select(user => user.GetProperty("userPrincipalName").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task The_key_form_of_addresses_works()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Assert.Equal(TestTenant.AdeleId, (await tenant.GetAsync($"/v1.0/users('{TestTenant.Adele}')")).Is(200).Id);
    }
}
