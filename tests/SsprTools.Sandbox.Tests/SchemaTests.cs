using System.Text.Json;
using Microsoft.OData.Edm;
using SsprTools.Sandbox.Graph.Query;

namespace SsprTools.Sandbox.Tests;

/// <summary>What is served, against Microsoft Graph's own schema (msgraph-metadata, v1.0).</summary>
public sealed class SchemaTests
{
    private const string Ben = "/v1.0/users/" + TestTenant.Ben;

    [Fact]
    public void The_served_schema_is_part_of_Graphs_own()
    {
        IEdmModel full = FullSchema.Require();
        List<string> faults = [];
        foreach (IEdmSchemaType type in ServedModel.Model.SchemaElements.OfType<IEdmSchemaType>())
        {
            IEdmSchemaType? real = full.FindDeclaredType(type.FullName());
            if (real is null || real.TypeKind != type.TypeKind)
            {
                faults.Add(type.FullName());
                continue;
            }

            if (type is IEdmEnumType choice)
            {
                faults.AddRange(choice.Members.Where(member => !((IEdmEnumType)real).Members.Any(other => other.Name == member.Name)).Select(member => $"{type.Name}.{member.Name}"));
            }
            else if (type is IEdmStructuredType structured)
            {
                Assert.Equal(((IEdmStructuredType)real).BaseType?.FullTypeName(), structured.BaseType?.FullTypeName());
                faults.AddRange(structured.DeclaredProperties
                    .Where(property => ((IEdmStructuredType)real).FindProperty(property.Name) is not { } other
                        || other.Type.FullName() != property.Type.FullName() || other.Type.IsNullable != property.Type.IsNullable)
                    .Select(property => $"{type.Name}.{property.Name}"));
            }
        }

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("/v1.0/users", "user")]
    [InlineData("/v1.0/users?$top=1&$select=id,accountEnabled,assignedLicenses,createdDateTime,lastPasswordChangeDateTime,otherMails,passwordPolicies,usageLocation,userType,onPremisesSyncEnabled,mailNickname,department,proxyAddresses,signInSessionsValidFromDateTime,externalUserState,creationType", "user")]
    [InlineData(Ben, "user")]
    [InlineData(Ben + "?$expand=memberOf", "user")]
    [InlineData("/v1.0/me", "user")]
    [InlineData("/v1.0/groups", "group")]
    [InlineData("/v1.0/groups?$expand=members", "group")]
    [InlineData("/v1.0/groups/GROUP/members", "directoryObject")]
    [InlineData("/v1.0/groups/GROUP/transitiveMembers/microsoft.graph.user", "user")]
    [InlineData(Ben + "/memberOf", "directoryObject")]
    [InlineData(Ben + "/transitiveMemberOf/microsoft.graph.group", "group")]
    [InlineData(Ben + "/licenseDetails", "licenseDetails")]
    [InlineData("/v1.0/subscribedSkus", "subscribedSku")]
    [InlineData("/v1.0/organization", "organization")]
    [InlineData("/v1.0/domains", "domain")]
    [InlineData("/v1.0/domains/contoso.onmicrosoft.com", "domain")]
    [InlineData("/v1.0/directory/onPremisesSynchronization", "onPremisesDirectorySynchronization")]
    [InlineData(Ben + "/authentication/methods", "authenticationMethod")]
    [InlineData(Ben + "/authentication/phoneMethods", "phoneAuthenticationMethod")]
    [InlineData("/v1.0/users/chandra@contoso.onmicrosoft.com/authentication/emailMethods", "emailAuthenticationMethod")]
    [InlineData(Ben + "/authentication/passwordMethods", "passwordAuthenticationMethod")]
    [InlineData(Ben + "/authentication/softwareOathMethods", "softwareOathAuthenticationMethod")]
    [InlineData(TestTenant.Report, "userRegistrationDetails")]
    [InlineData(TestTenant.Report + "/" + TestTenant.BenId, "userRegistrationDetails")]
    [InlineData("/v1.0/reports/authenticationMethods/usersRegisteredByFeature()", "userRegistrationFeatureSummary")]
    [InlineData("/v1.0/reports/authenticationMethods/usersRegisteredByMethod()", "userRegistrationMethodSummary")]
    [InlineData(TestTenant.Audits, "directoryAudit")]
    [InlineData("/v1.0/auditLogs/signIns", "signIn")]
    [InlineData("/v1.0/policies/authorizationPolicy", "authorizationPolicy")]
    [InlineData("/v1.0/policies/authenticationMethodsPolicy", "authenticationMethodsPolicy")]
    [InlineData("/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations", "authenticationMethodConfiguration")]
    [InlineData("/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/voice", "voiceAuthenticationMethodConfiguration")]
    [InlineData("/v1.0/directoryRoles", "directoryRole")]
    [InlineData("/v1.0/roleManagement/directory/roleAssignments", "unifiedRoleAssignment")]
    [InlineData("/v1.0/roleManagement/directory/roleEligibilityScheduleInstances", "unifiedRoleEligibilityScheduleInstance")]
    [InlineData("/v1.0/directory/deletedItems/microsoft.graph.user", "user")]
    public async Task Answers_have_the_types_of_the_schema(string path, string type)
    {
        IEdmModel full = FullSchema.Require();
        await using TestTenant tenant = await TestTenant.PromptAsync();
        string group = await tenant.CreateGroupAsync("G", TestTenant.BenId);
        _ = (await tenant.DeleteAsync($"/v1.0/users/{TestTenant.Adele}")).Is(204);
        tenant.Host.Store.Audit.Write(new Tenant.SignInEvent(Guid.NewGuid(), "a@b", "A", "app", "App"));
        JsonElement json = (await tenant.GetAsync(path.Replace("GROUP", group, StringComparison.Ordinal))).Is(200).Json;
        IEdmStructuredType expected = (IEdmStructuredType)full.FindDeclaredType("microsoft.graph." + type);
        List<string> faults = json.TryGetProperty("value", out JsonElement rows)
            ? [.. rows.EnumerateArray().SelectMany((row, index) => FullSchema.Faults(full, row, expected, $"value[{index}]"))]
            : FullSchema.Faults(full, json, expected, "$");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Created_things_have_the_types_of_the_schema()
    {
        IEdmModel full = FullSchema.Require();
        await using TestTenant tenant = await TestTenant.StartAsync();
        (string Type, Answer Answer)[] answers =
        [
            ("user", (await tenant.PostAsync("/v1.0/users", TestTenant.NewUser())).Is(201)),
            ("group", (await tenant.PostAsync("/v1.0/groups", TestTenant.NewGroup())).Is(201)),
            ("phoneAuthenticationMethod", (await tenant.PostAsync(
                $"/v1.0/users/{TestTenant.Adele}/authentication/phoneMethods", new { phoneNumber = "+44 7700900123", phoneType = "mobile" })).Is(201)),
            ("emailAuthenticationMethod", (await tenant.PostAsync(
                $"/v1.0/users/{TestTenant.Adele}/authentication/emailMethods", new { emailAddress = "a@example.com" })).Is(201)),
        ];
        Answer reset = (await tenant.PostAsync(
            $"/v1.0/users/{TestTenant.Adele}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword", new { })).Is(202);
        answers = [.. answers, ("longRunningOperation", (await tenant.GetAsync(reset.Headers.Location!.ToString())).Is(200))];
        Assert.All(answers, item => Assert.Empty(FullSchema.Faults(
            full, item.Answer.Json, (IEdmStructuredType)full.FindDeclaredType("microsoft.graph." + item.Type), item.Type)));
    }

    [Fact]
    public void The_check_sees_a_fault()
    {
        IEdmModel full = FullSchema.Require();
        JsonElement wrong = JsonSerializer.Deserialize<JsonElement>("""{"id":1,"nonsense":true,"accountEnabled":"yes"}""");
        Assert.Equal(3, FullSchema.Faults(full, wrong, (IEdmStructuredType)full.FindDeclaredType("microsoft.graph.user"), "$").Count);
    }
}
