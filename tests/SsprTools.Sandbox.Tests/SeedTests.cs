using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Tests;

/// <summary>The seed file: strict, with paths in its errors (docs/guides/sandbox.md).</summary>
public sealed class SeedTests
{
    [Theory]
    [InlineData("""{"foo":1}""", "$.foo")]
    [InlineData("""{"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"],"foo":1}]}""", "$.users[0].foo")]
    [InlineData("""{"users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Emperor"]}]}""", "$.users[0].roles")]
    [InlineData("""{"users":[{"upn":"a@other.example"}]}""", "$.users[0].upn")]
    [InlineData("""{"users":[{"upn":"a@contoso.onmicrosoft.com","methods":{"phone":"1"}}]}""", "$.users[0].methods.phone")]
    [InlineData("""{"users":[{"upn":"a@contoso.onmicrosoft.com","accountEnabled":"yes"}]}""", "$.users[0].accountEnabled")]
    [InlineData("""{"skus":[{"partNumber":"NONE"}]}""", "$.skus[0].partNumber")]
    [InlineData("""{"groups":[{"displayName":"G","members":["nobody"]}]}""", "$.groups[0].members")]
    [InlineData("""{"portalPolicy":{"enablement":1}}""", "$.portalPolicy.enablement")]
    [InlineData("""{"portalPolicy":{"enablementType":7}}""", "$.portalPolicy")]
    [InlineData("""{"methodsPolicy":{"carrierPigeon":{}}}""", "$.methodsPolicy.carrierPigeon")]
    [InlineData("""{"users":[]}""", "$.users")]
    public async Task A_wrong_seed_says_where(string seed, string path)
    {
        SandboxStartException problem = await Assert.ThrowsAsync<SandboxStartException>(() => TestTenant.StartAsync(seed));
        Assert.Contains($"Seed, {path}:", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_seed_is_read()
    {
        await using TestTenant tenant = await TestTenant.StartAsync("""
            {
              "clock": "2026-03-01T08:00:00Z",
              "tenant": { "displayName": "Fabrikam", "domains": [{ "name": "fabrikam.onmicrosoft.com" }, { "name": "fabrikam.example", "default": true }],
                          "onPremisesSyncEnabled": true, "bannedWords": ["fabrikam"] },
              "skus": [{ "partNumber": "SPB", "units": 3 }],
              "users": [
                { "upn": "root@fabrikam.example", "roles": ["Global Administrator"], "licenses": ["SPB"], "password": "xWwvJ]6NMw+bWH-d" },
                { "upn": "kim@fabrikam.example", "displayName": "Kim", "methods": { "mobilePhone": "+44 7700900001", "securityQuestions": 5 },
                  "eligibleRoles": ["User Administrator"], "profile": { "department": "IT" }, "onPremisesSyncEnabled": true }
              ],
              "groups": [
                { "displayName": "Outer", "members": ["Inner"] },
                { "displayName": "Inner", "members": ["kim@fabrikam.example"] }
              ],
              "portalPolicy": { "enablementType": 1, "group": "Outer" },
              "onPremisesPolicy": { "writebackEnabled": true },
              "authorizationPolicy": { "allowedToUseSSPR": true },
              "methodsPolicy": { "migrationState": "migrationInProgress", "sms": { "enabled": true, "groups": ["Inner"] } },
              "lags": { "report": "PT0S" },
              "switches": { "budgets": true, "phone-patch-status": 204 },
            }
            """);
        Assert.StartsWith("2026-03-01T08:0", (await tenant.GetAsync("/_sandbox/clock"))["now"], StringComparison.Ordinal);
        Answer document = await tenant.GetAsync("/_sandbox");
        Assert.Equal(("root@fabrikam.example", "fabrikam.example"), (document["account"], document["defaultDomain"]));
        Assert.Equal("PT0S", (await tenant.GetAsync("/_sandbox/lags"))["report"]);
        Answer kim = (await tenant.GetAsync("/v1.0/users/kim@fabrikam.example?$select=id,department,onPremisesSyncEnabled")).Is(200);
        Assert.Equal(("IT", "True"), (kim["department"], kim["onPremisesSyncEnabled"]));

        // Eligible roles count for the administrators' policy (graph.md 3.9): two gates, one method.
        System.Text.Json.JsonElement row = await tenant.RowAsync(kim.Id);
        Assert.True(row.GetProperty("isAdmin").GetBoolean());
        Assert.False(row.GetProperty("isSsprRegistered").GetBoolean());
        _ = Assert.Single((await tenant.GetAsync($"/v1.0/roleManagement/directory/roleEligibilityScheduleInstances?$filter=principalId eq '{kim.Id}'")).Is(200).Value);
    }

    [Fact]
    public async Task Generated_users_are_the_same_each_time()
    {
        await using TestTenant few = await TestTenant.StartAsync(new SandboxOptions { Users = 20 });
        await using TestTenant more = await TestTenant.StartAsync(new SandboxOptions { Users = 60 });
        const string Path = "/v1.0/users/user000017@contoso.onmicrosoft.com?$select=id,displayName";
        Assert.Equal((await few.GetAsync(Path)).Is(200).Id, (await more.GetAsync(Path)).Is(200).Id);
        Assert.Equal(60, (await more.GetAsync("/v1.0/groups?$expand=members")).Value.Count * 60);
    }

    [Fact]
    public async Task The_default_tenant_is_Contoso_with_reset_off()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        Answer sku = await tenant.GetAsync("/v1.0/subscribedSkus");
        Assert.Equal("AAD_PREMIUM", sku.Value.Single().GetProperty("skuPartNumber").GetString());
        Assert.Equal(25, sku.Value[0].GetProperty("prepaidUnits").GetProperty("enabled").GetInt32());
        Assert.Equal(0, (int)(await tenant.PolicyAsync())["enablementType"]!);
        Assert.Equal(8, (await tenant.GetAsync("/v1.0/users")).Value.Count);
    }
}
