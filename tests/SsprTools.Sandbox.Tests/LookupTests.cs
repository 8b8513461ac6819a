using System.Text.Json;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Graph.Resources;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Tests;

/// <summary>A filter that names its users is answered by looking them up, and says what a look at everybody would say.</summary>
public sealed class LookupTests
{
    private const string Domain = "@contoso.onmicrosoft.com";

    [Theory]
    [InlineData("id")]
    [InlineData("userPrincipalName")]
    public async Task In_gives_the_same_users_in_the_same_order_as_eq_and_or(string property)
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 200 });
        List<string> names = [];
        foreach (string user in new[] { "user000150", "user000050", "user000003", "adele", "user000050" })
        {
            names.Add((await tenant.GetAsync($"/v1.0/users/{user}{Domain}?$select=id,userPrincipalName")).Is(200)[property]);
        }

        names[2] = names[2].ToUpperInvariant();
        names.AddRange([Guid.NewGuid().ToString(), "nobody" + Domain, Guid.Parse((await tenant.GetAsync("/v1.0/users/user000004" + Domain)).Is(200).Id).ToString("N")]);
        string list = $"{property} in ({string.Join(',', names.Select(name => $"'{name}'"))})";
        string chain = string.Join(" or ", names.Select(name => $"{property} eq '{name}'"));

        List<string> expected = await IdsAsync(tenant, chain);
        Assert.Equal(4, expected.Count);
        Assert.Equal(expected, await IdsAsync(tenant, list));
        Assert.Equal(expected, await IdsAsync(tenant, list, "&$top=1"));

        // Every fiftieth of the 200 is disabled, and one of the eight others.
        Assert.Equal(2, (await IdsAsync(tenant, $"accountEnabled eq false and {list}")).Count);
        Assert.Equal(await IdsAsync(tenant, $"({chain}) and accountEnabled eq true"), await IdsAsync(tenant, $"{list} and accountEnabled eq true"));
        Assert.Equal(208 - 5 + 2, (await IdsAsync(tenant, $"{list} or accountEnabled eq true")).Count);
        Assert.Equal("4", (await tenant.GetAsync($"/v1.0/users/$count?$filter={list}", eventual: true)).Is(200).Text);
    }

    [Fact]
    public async Task In_finds_a_user_by_what_it_is_called_now()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 20 });
        string id = (await tenant.GetAsync("/v1.0/users/user000007" + Domain)).Is(200).Id;
        string gone = (await tenant.GetAsync("/v1.0/users/user000009" + Domain)).Is(200).Id;
        _ = (await tenant.PatchAsync("/v1.0/users/" + id, new { userPrincipalName = "seven" + Domain })).Is(204);
        _ = (await tenant.DeleteAsync("/v1.0/users/" + gone)).Is(204);

        Assert.Empty(await IdsAsync(tenant, $"userPrincipalName in ('user000007{Domain}')"));
        Assert.Equal([id], await IdsAsync(tenant, $"userPrincipalName in ('SEVEN{Domain}','user000009{Domain}')"));
        Assert.Equal([id], await IdsAsync(tenant, $"id in ('{id}','{gone}')"));
    }

    [Fact]
    public async Task A_count_is_of_the_users_that_there_are_now_and_of_what_was_asked()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 50 });
        const string Enabled = "accountEnabled eq true";
        int before = await CountAsync(tenant, Enabled);
        Assert.Equal(before, await CountAsync(tenant, Enabled));
        Assert.Equal(58 - before, await CountAsync(tenant, "accountEnabled eq false"));

        _ = await tenant.CreateUserAsync();
        Assert.Equal(before + 1, await CountAsync(tenant, Enabled));
        string id = (await tenant.GetAsync("/v1.0/users/user000007" + Domain)).Is(200).Id;
        _ = (await tenant.PatchAsync("/v1.0/users/" + id, new { accountEnabled = false })).Is(204);
        Assert.Equal(before, await CountAsync(tenant, Enabled));
        _ = (await tenant.DeleteAsync("/v1.0/users/user000008" + Domain)).Is(204);
        Assert.Equal(before - 1, await CountAsync(tenant, Enabled));
    }

    [Fact]
    public async Task Only_the_named_users_are_looked_at()
    {
        await using TestTenant tenant = await TestTenant.StartAsync(new SandboxOptions { Users = 1_000_000 });
        TenantState state = tenant.Host.Store.Current;
        IReadOnlyList<User>? found = UserFinder.Find(state, new NamedValues("userPrincipalName", ["user900000" + Domain, "user000001" + Domain, null, "nobody"]));
        Assert.Equal(["user000001" + Domain, "user900000" + Domain], found!.Select(user => user.UserPrincipalName));
        Assert.Null(UserFinder.Find(state, new NamedValues("displayName", ["x"])));
    }

    /// <summary>Both ways to ask agree.</summary>
    private static async Task<int> CountAsync(TestTenant tenant, string filter)
    {
        string count = (await tenant.GetAsync($"/v1.0/users/$count?$filter={filter}", eventual: true)).Is(200).Text;
        Answer page = (await tenant.GetAsync($"/v1.0/users?$top=1&$count=true&$filter={filter}", eventual: true)).Is(200);
        Assert.Equal(count, page.Json.GetProperty("@odata.count").GetRawText());
        return int.Parse(count, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<List<string>> IdsAsync(TestTenant tenant, string filter, string more = "")
    {
        List<string> ids = [];
        for (string? next = $"/v1.0/users?$select=id&$filter={filter}{more}"; next is not null;)
        {
            Answer page = (await tenant.GetAsync(next)).Is(200);
            foreach (JsonElement row in page.Value)
            {
                ids.Add(row.GetProperty("id").GetString()!);
            }

            next = page.NextLink;
        }

        return ids;
    }
}
