using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Tests.Directory;

/// <summary>A tenant of a few answers: one organization, one licence, one group, no user but those that a test adds.</summary>
internal sealed class PilotWire
{
    public const string GroupId = "11111111-1111-1111-1111-111111111111";
    public const string UserId = "22222222-2222-2222-2222-222222222222";
    public const string Premium = "078d2b04-f1bd-4111-bbd4-b4b1b354cef4";
    public const string Upn = "MonicaT@contoso.onmicrosoft.com";
    public const string NotFound = """{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}}""";

    public PilotWire()
    {
        Wire
            .On("GET /v1.0/users/", 404, NotFound)
            .On("GET /v1.0/organization", 200, Organization("\"GB\""))
            .On("GET /v1.0/subscribedSkus", 200, Skus(free: 5))
            .On("GET /v1.0/groups?$filter=displayName eq 'SSPRTesters'", 200, $$"""{"value":[{"id":"{{GroupId}}","displayName":"SSPRTesters","securityEnabled":true,"mailEnabled":false}]}""")
            .On("GET /v1.0/groups?$filter=displayName eq 'Nobody'", 200, """{"value":[]}""")
            .On($"GET /v1.0/groups/{GroupId}/members", _ => (200, $$"""{"value":[{{string.Join(',', Members.Select(id => $$"""{"id":"{{id}}"}"""))}}]}"""))
            .On($"GET /v1.0/users/{UserId}/memberOf", _ => (200, Members.Contains(UserId) ? $$"""{"value":[{"id":"{{GroupId}}"}]}""" : """{"value":[]}"""))
            .On("POST /v1.0/users", request =>
            {
                User = request.Body;
                return (201, ReadUser());
            })
            .On($"GET /v1.0/users/{UserId}?", _ => User is null ? (404, NotFound) : (200, ReadUser()))
            .On($"GET /v1.0/users/{Upn}", _ => User is null ? (404, NotFound) : (200, ReadUser()))
            .On($"POST /v1.0/users/{UserId}/assignLicense", _ =>
            {
                Licensed = true;
                return (200, ReadUser());
            })
            .On($"GET /v1.0/users/{UserId}/licenseDetails", _ => (200, Licensed
                ? $$"""{"value":[{"skuId":"{{Premium}}","skuPartNumber":"AAD_PREMIUM","servicePlans":[{"servicePlanId":"41781fb2-bc02-4b7c-bd55-b576c07bb09d","servicePlanName":"AAD_PREMIUM","provisioningStatus":"{{PlanStatus}}"}]}]}"""
                : """{"value":[]}"""))
            .On($"POST /v1.0/groups/{GroupId}/members/$ref", request =>
            {
                Members.Add(request.Body.Split("directoryObjects/")[1][..36]);
                return (204, "");
            });
        Connection = SsprConnection.FromAccessToken("t", CloudEnvironment.Global, Clock, Wire);
    }

    public Wire Wire { get; } = new();

    public InstantClock Clock { get; } = new();

    public SsprConnection Connection { get; }

    public HashSet<string> Members { get; } = [];

    public bool Licensed { get; set; }

    public string PlanStatus { get; set; } = "Success";

    /// <summary>The stored user as JSON, as it was posted.</summary>
    public string? User { get; set; }

    /// <summary>What reading the user gives instead of the truth.</summary>
    public Func<string, string> Distort { get; set; } = user => user;

    public static string Organization(string? location) =>
        $$"""{"value":[{"id":"t","displayName":"Contoso","defaultUsageLocation":{{location ?? "null"}},"countryLetterCode":null,"verifiedDomains":[{"name":"contoso.onmicrosoft.com","isDefault":true,"type":"Managed"}]}]}""";

    public static string Skus(int free) =>
        $$"""{"value":[{"prepaidUnits":{"enabled":{{10 + free}},"warning":0,"suspended":0},"skuId":"{{Premium}}","skuPartNumber":"AAD_PREMIUM","capabilityStatus":"Enabled","appliesTo":"User","consumedUnits":10}]}""";

    public static string Marked(string name = "Monica Thompson", string location = "null", string mark = "SsprTest until 2999-12-31") =>
        $$"""{"displayName":"{{name}}","userPrincipalName":"{{Upn}}","usageLocation":{{location}},"employeeType":"{{mark}}","accountEnabled":true}""";

    private string ReadUser() => Distort($$"""{"id":"{{UserId}}","assignedLicenses":[{{(Licensed ? $$"""{"skuId":"{{Premium}}"}""" : "")}}],{{User![1..]}}""");
}
