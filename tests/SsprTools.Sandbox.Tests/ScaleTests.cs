using System.Text.Json;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>Generated users: made when they are asked for, kept only when they were changed.</summary>
public sealed class ScaleTests
{
    private const string Domain = "@contoso.onmicrosoft.com";

    [Fact]
    public async Task A_million_users_keep_only_the_ones_that_changed()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 1_000_000, Lags = ["report=PT0S"] });
        int seeded = tenant.Host.Store.Current.Users.Kept.Count();
        Assert.Equal(1_000_000 + seeded, tenant.Host.Store.Current.Users.Count);
        Answer last = (await tenant.GetAsync("/v1.0/users/user1000000" + Domain)).Is(200);
        Assert.EndsWith(" 1000000", last["displayName"], StringComparison.Ordinal);
        Assert.Equal(last.Id, (await tenant.GetAsync("/v1.0/users/" + last.Id)).Is(200).Id);
        _ = (await tenant.GetAsync("/v1.0/users/user1000001" + Domain)).Is(404);
        _ = (await tenant.GetAsync("/v1.0/users/user999" + Domain)).Is(404);

        string phones = $"/v1.0/users/user000001{Domain}/authentication/phoneMethods";
        _ = (await tenant.PostAsync(phones, new { phoneNumber = "+44 7700900123", phoneType = "mobile" })).Is(201);
        Assert.Equal(seeded + 1, tenant.Host.Store.Current.Users.Kept.Count());
        string id = (await tenant.GetAsync("/v1.0/users/user000001" + Domain)).Is(200).Id;
        _ = await tenant.AdvanceAsync("PT2S");
        Assert.Equal("mobilePhone", (await tenant.RowAsync(id)).GetProperty("methodsRegistered")[0].GetString());
        Answer page = (await tenant.GetAsync($"{TestTenant.Report}?$count=true")).Is(200);
        Assert.Equal(1000, page.Value.Count);
        Assert.Equal(980_000 + seeded - 1, page.Json.GetProperty("@odata.count").GetInt32());
        Assert.Equal("1000000", (await tenant.GetAsync($"/v1.0/groups/{await GroupAsync(tenant, "All generated users")}/members/$count", eventual: true)).Is(200).Text);
    }

    [Fact]
    public async Task A_chain_of_pages_has_each_user_once_and_goes_on_in_its_state()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 3000 });
        List<string> users = await ReadAsync(tenant, "/v1.0/users?$select=id&$top=999", async page =>
        {
            if (page == 1)
            {
                _ = (await tenant.DeleteAsync("/v1.0/users/user002500" + Domain)).Is(204);
            }
        });
        Assert.Equal(3008, users.Count);
        Assert.Equal(3008, users.Distinct().Count());
        Assert.Equal(3007, (await ReadAsync(tenant, "/v1.0/users?$select=id&$top=999")).Count);
        List<string> rows = await ReadAsync(tenant, TestTenant.Report);
        Assert.Equal(rows.Count, rows.Distinct().Count());
        Assert.Equal(2940 + 7, rows.Count);

        // Seven of ten have a method that counts; the disabled ones are among the others.
        Assert.Equal(2100, (await ReadAsync(tenant, TestTenant.Report + "?$filter=isSsprRegistered eq true")).Count - await SeededRegisteredAsync(tenant));
    }

    [Fact]
    public async Task A_row_of_bytes_says_what_the_single_row_says()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions
        {
            Users = 60,
            Lags = ["report=PT0S"],
            SeedJson = """
                { "users": [
                    { "upn": "admin@contoso.onmicrosoft.com", "roles": ["Global Administrator"], "methods": { "mobilePhone": "+44 7700900001", "email": "a@example.com", "default": "Sms" } },
                    { "upn": "o'brien@contoso.onmicrosoft.com", "displayName": "Zoë \"Zo\" O'Brien \\ <b>&+ 漢字\u0007",
                      "methods": { "officePhone": "+44 2079460001", "alternateMobilePhone": "+44 7700900003", "securityQuestions": 3, "softwareOath": 1, "authenticatorApps": 1 } },
                    { "upn": "guest@contoso.onmicrosoft.com", "userType": "Guest" } ],
                  "skus": [{ "partNumber": "AAD_PREMIUM", "units": 25 }],
                  "portalPolicy": { "enablementType": 1, "group": "Pilot" },
                  "groups": [{ "displayName": "Pilot", "members": ["guest@contoso.onmicrosoft.com"] }] }
                """,
        });
        Answer page = (await tenant.GetAsync(TestTenant.Report)).Is(200);
        Assert.Equal(3 + 60 - 1, page.Value.Count);
        foreach (JsonElement row in page.Value)
        {
            Assert.Equal(
                row.EnumerateObject().Select(member => (member.Name, member.Value.ToString())).Where(member => member.Name != "lastUpdatedDateTime"),
                (await tenant.RowAsync(row.GetProperty("id").GetString()!)).EnumerateObject()
                    .Select(member => (member.Name, member.Value.ToString())).Where(member => member.Name is not ("lastUpdatedDateTime" or "@odata.context")));
        }
    }

    [Fact]
    public async Task Generated_users_change_leave_and_come_back_in_their_place()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 30 });
        List<string> before = await ReadAsync(tenant, "/v1.0/users?$select=id");
        string seventh = (await tenant.GetAsync("/v1.0/users/user000007" + Domain)).Is(200).Id;
        string ninth = (await tenant.GetAsync("/v1.0/users/user000009" + Domain)).Is(200).Id;
        _ = (await tenant.PatchAsync("/v1.0/users/" + seventh, new { userPrincipalName = "seven" + Domain, department = "IT" })).Is(204);
        _ = (await tenant.GetAsync("/v1.0/users/user000007" + Domain)).Is(404);
        Assert.Equal(seventh, (await tenant.GetAsync("/v1.0/users/seven" + Domain)).Is(200).Id);
        _ = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser("user000008"))).Is(400);

        _ = (await tenant.DeleteAsync("/v1.0/users/" + ninth)).Is(204);
        _ = (await tenant.GetAsync("/v1.0/users/" + ninth)).Is(404);
        string created = await tenant.CreateUserAsync();
        Assert.Equal([.. before.Where(id => id != ninth), created], await ReadAsync(tenant, "/v1.0/users?$select=id"));
        string group = await GroupAsync(tenant, "All generated users");
        Assert.Equal(29, (await ReadAsync(tenant, $"/v1.0/groups/{group}/members?$select=id")).Count);
        Assert.Empty((await tenant.GetAsync($"/v1.0/users/{created}/memberOf")).Is(200).Value);

        _ = (await tenant.PostAsync($"/v1.0/directory/deletedItems/{ninth}/restore", null)).Is(200);
        Assert.Equal([.. before, created], await ReadAsync(tenant, "/v1.0/users?$select=id"));
        Assert.Equal(ninth, (await tenant.GetAsync("/v1.0/users/user000009" + Domain)).Is(200).Id);
    }

    [Fact]
    public async Task A_second_group_of_the_first_ones()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(CommandLine.Parse(["--users", "2500", "--group-size", "1200"]));
        string first = await GroupAsync(tenant, "First generated users");
        foreach (string path in new[] { "members", "transitiveMembers", "transitiveMembers/microsoft.graph.user" })
        {
            List<string> ids = await ReadAsync(tenant, $"/v1.0/groups/{first}/{path}?$select=id&$top=999");
            Assert.Equal((1200, 1200), (ids.Count, ids.Distinct().Count()));
        }

        string outer = await tenant.CreateGroupAsync("Outer", TestTenant.AdeleId, first, (await tenant.GetAsync("/v1.0/users/user000001" + Domain)).Is(200).Id);
        List<string> all = await ReadAsync(tenant, $"/v1.0/groups/{outer}/transitiveMembers?$select=id&$top=999");
        Assert.Equal((1202, 1202), (all.Count, all.Distinct().Count()));
        Assert.Equal(1201, (await ReadAsync(tenant, $"/v1.0/groups/{outer}/transitiveMembers/microsoft.graph.user?$select=id&$top=999")).Count);
        Assert.Equal([first], await ReadAsync(tenant, $"/v1.0/groups/{outer}/transitiveMembers/microsoft.graph.group?$select=id"));
        _ = (await tenant.EnableForAsync(outer)).Is(204);
        _ = await tenant.AdvanceAsync("PT5H");

        // Less the disabled ones; Adele; and the two administrators, who are in scope by their own rule.
        Assert.Equal(1200 - 24 + 1 + 2, (await ReadAsync(tenant, TestTenant.Report + "?$filter=isSsprEnabled eq true")).Count);
    }

    [Fact]
    public async Task A_seed_may_not_take_a_generated_name()
    {
        SandboxStartException problem = await Assert.ThrowsAsync<SandboxStartException>(() => TestTenant.StartAsync(new SandboxOptions
        {
            Users = 10, SeedJson = """{ "users": [{ "upn": "USER000003@contoso.onmicrosoft.com", "roles": ["Global Administrator"] }] }""",
        }));
        Assert.Contains("generated", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phones_in_batches_are_each_there_once()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 100_000, Lags = ["report=PT0S"] });
        Dictionary<string, string> json = new() { ["Content-Type"] = "application/json" };
        for (int start = 0; start < 400; start += 20)
        {
            // Users whose number ends in 0 have nothing.
            Answer answer = (await tenant.PostAsync("/v1.0/$batch", new
            {
                requests = Enumerable.Range(start + 1, 20).Select(number => new
                {
                    id = $"{number}", method = "POST", headers = json, url = $"/users/user{number * 10:D6}{Domain}/authentication/phoneMethods",
                    body = new { phoneType = "mobile", phoneNumber = $"+44 77009{number:D5}" },
                }),
            })).Is(200);
            Assert.All(answer.Json.GetProperty("responses").EnumerateArray(), step => Assert.Equal(201, step.GetProperty("status").GetInt32()));
        }

        _ = await tenant.AdvanceAsync("PT2S");
        Answer filtered = (await tenant.GetAsync(TestTenant.Report + "?$filter=startswith(userPrincipalName,'user000010')&$select=userPrincipalName,methodsRegistered")).Is(200);
        Assert.Equal("user000010" + Domain, filtered.Value.Single().GetProperty("userPrincipalName").GetString());
        Assert.Equal("mobilePhone", filtered.Value.Single().GetProperty("methodsRegistered")[0].GetString());
    }

    private static async Task<int> SeededRegisteredAsync(TestTenant tenant) =>
        (await tenant.GetAsync(TestTenant.Report)).Is(200).Value.Take(7).Count(row => row.GetProperty("isSsprRegistered").GetBoolean());

    private static async Task<string> GroupAsync(TestTenant tenant, string name) =>
        (await tenant.GetAsync($"/v1.0/groups?$filter=displayName eq '{name}'")).Is(200).Value.Single().GetProperty("id").GetString()!;

    private static async Task<List<string>> ReadAsync(TestTenant tenant, string path, Func<int, Task>? afterPage = null)
    {
        List<string> ids = [];
        int page = 0;
        for (string? next = path; next is not null;)
        {
            Answer answer = (await tenant.GetAsync(next)).Is(200);
            ids.AddRange(answer.Value.Select(row => row.GetProperty("id").GetString()!));
            next = answer.NextLink;
            if (afterPage is not null)
            {
                await afterPage(++page);
            }
        }

        return ids;
    }
}
