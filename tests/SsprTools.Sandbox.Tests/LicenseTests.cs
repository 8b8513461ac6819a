namespace SsprTools.Sandbox.Tests;

/// <summary>Licences: graph.md 1.4.</summary>
public sealed class LicenseTests
{
    private const string P1 = "078d2b04-f1bd-4111-bbd4-b4b1b354cef4";

    [Fact]
    public async Task Assigning_counts_a_unit_and_shows_in_the_details()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string id = await tenant.CreateUserAsync();
        _ = (await tenant.PostAsync($"/v1.0/users/{id}/assignLicense", Add(P1))).Is(200);
        Answer details = (await tenant.GetAsync($"/v1.0/users/{id}/licenseDetails")).Is(200);
        Assert.Equal("AAD_PREMIUM", details.Value.Single().GetProperty("skuPartNumber").GetString());
        Assert.Equal("Success", details.Value[0].GetProperty("servicePlans")[0].GetProperty("provisioningStatus").GetString());
        Assert.Equal(6, (await tenant.GetAsync("/v1.0/subscribedSkus")).Value[0].GetProperty("consumedUnits").GetInt32());
    }

    [Fact]
    public async Task Without_usageLocation_it_is_400_graph_5_2()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        string id = (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser(usageLocation: null))).Is(201).Id;
        Answer answer = (await tenant.PostAsync($"/v1.0/users/{id}/assignLicense", Add(P1))).Fails(400, "Request_BadRequest");
        Assert.Equal("License assignment cannot be done for user with invalid usage location.", answer.Message);
    }

    [Fact]
    public async Task Both_arrays_are_required()
    {
        await using TestTenant tenant = await TestTenant.StartAsync();
        _ = (await tenant.PostAsync($"/v1.0/users/{TestTenant.Adele}/assignLicense", new { addLicenses = Array.Empty<object>() })).Is(400);
    }

    [Fact]
    public async Task No_units_left_and_unknown_products_are_400()
    {
        await using TestTenant tenant = await TestTenant.StartAsync("""
            {"skus":[{"partNumber":"AAD_PREMIUM","units":1}],
             "users":[{"upn":"a@contoso.onmicrosoft.com","roles":["Global Administrator"],"licenses":["AAD_PREMIUM"]},{"upn":"b@contoso.onmicrosoft.com"}]}
            """);
        _ = (await tenant.PostAsync("/v1.0/users/b@contoso.onmicrosoft.com/assignLicense", Add(P1))).Fails(400, "Request_BadRequest");
        _ = (await tenant.PostAsync("/v1.0/users/b@contoso.onmicrosoft.com/assignLicense", Add(Guid.NewGuid().ToString()))).Is(400);
    }

    private static object Add(string skuId) => new
    {
        addLicenses = new[] { new { skuId, disabledPlans = Array.Empty<string>() } },
        removeLicenses = Array.Empty<string>(),
    };
}
