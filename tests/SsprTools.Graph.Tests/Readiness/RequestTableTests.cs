using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Readiness;

public sealed class RequestTableTests
{
    public static TheoryData<string, string, string, bool> Attributes()
    {
        var table = new TheoryData<string, string, string, bool>();
        foreach (var (request, permission, role, appOnly) in CommandNeeds.All.SelectMany(command => command.Requests).Distinct())
        {
            table.Add(request, permission, role, appOnly);
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public void What_a_cmdlet_says_that_it_needs_is_documented_to_do(string request, string permission, string role, bool appOnly)
    {
        Assert.NotNull(RequestTable.Find(request));
        // The portal's own API knows no permissions.
        if (!permission.Contains(' ', StringComparison.Ordinal))
        {
            Assert.True(RequestTable.Covers(request, permission, [permission], appOnly: false));
            Assert.True(!appOnly || RequestTable.Covers(request, permission, [permission], appOnly: true) == true);
            Assert.False(RequestTable.Covers(request, permission, ["Something.Else"], appOnly: false));
        }

        _ = role;
    }

    // Source: permissions.json of microsoft-graph-devx-content (6cbd6bb), as RequestTable says.
    [Theory]
    [InlineData("DELETE /users/{id}", "User.ReadWrite.All", "Directory.ReadWrite.All", false)]
    [InlineData("DELETE /groups/{id}", "Group.ReadWrite.All", "Directory.ReadWrite.All", false)]
    [InlineData("GET /subscribedSkus", "LicenseAssignment.Read.All", "LicenseAssignment.ReadWrite.All", false)]
    [InlineData("GET /subscribedSkus", "LicenseAssignment.Read.All", "Organization.Read.All", true)]
    [InlineData("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All", "Organization.Read.All", false)]
    [InlineData("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All", "User.Read.All", true)]
    [InlineData("GET /users", "User.Read.All", "Directory.Read.All", true)]
    [InlineData("GET /users", "User.Read.All", "User.ReadBasic.All", null)]
    [InlineData("GET /groups", "Group.Read.All", "GroupMember.Read.All", null)]
    [InlineData("PATCH /groups/{id}", "Group.ReadWrite.All", "GroupMember.ReadWrite.All", false)]
    [InlineData("PATCH /groups/{id}", "GroupMember.ReadWrite.All", "GroupMember.ReadWrite.All", true)]
    [InlineData("POST /groups/{id}/members/$ref", "GroupMember.ReadWrite.All", "Group.ReadWrite.All", true)]
    [InlineData("DELETE /groups/{id}/members/{id}/$ref", "GroupMember.ReadWrite.All", "Group.ReadWrite.All", true)]
    [InlineData("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All", "Group.Read.All", true)]
    [InlineData("GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole", "RoleManagement.Read.Directory", "GroupMember.Read.All", false)]
    [InlineData("GET /users/{id}/transitiveMemberOf/microsoft.graph.group", "GroupMember.Read.All", "Group.Read.All", true)]
    [InlineData("GET /no/such/thing", "User.Read.All", "User.Read.All", null)]
    [InlineData("GET /no/such/thing", "User.Read.All", "Group.Read.All", false)]
    public void Knows_what_does_for_a_request_and_says_where_nobody_can(string request, string needed, string held, bool? enough)
    {
        Assert.Equal(enough, RequestTable.Covers(request, needed, [held], appOnly: true));
        Assert.Equal(enough, RequestTable.Covers(request, needed, [held], appOnly: false));
    }

    [Fact]
    public void What_is_listed_for_one_kind_of_token_is_not_sure_for_the_other()
    {
        const string memberOf = "GET /users/{id}/memberOf";
        Assert.True(RequestTable.Covers(memberOf, "GroupMember.ReadBasic.All", ["GroupMember.Read.All"], appOnly: false));
        Assert.Null(RequestTable.Covers(memberOf, "GroupMember.ReadBasic.All", ["GroupMember.Read.All"], appOnly: true));
        Assert.Null(RequestTable.Covers(memberOf, "GroupMember.ReadBasic.All", ["GroupMember.Read.All"], appOnly: null));
        Assert.True(RequestTable.Covers("POST /groups", "Group.ReadWrite.All", ["Group.Create"], appOnly: true));
        Assert.Null(RequestTable.Covers("POST /groups", "Group.ReadWrite.All", ["Group.Create"], appOnly: false));
    }

    // Sources: facts/graph.md 1.1, permissions-reference.md of entra-docs for the template ids.
    [Theory]
    [InlineData("POST /users", "User Administrator", "62e90394-69f5-4237-9190-012177145e10", true)]
    [InlineData("POST /users", "User Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1", true)]
    [InlineData("POST /users", "User Administrator", "4a5d8f65-41da-4de4-8968-e035b65339cf", false)]
    [InlineData("POST /users", "User Administrator", "b79fbf4d-3ef9-4689-8143-76b194e85509", false)]
    [InlineData("POST /users", "User Administrator", "11111111-2222-3333-4444-555555555555", null)]
    [InlineData("GET /users/{id}/authentication/methods", "Authentication Administrator", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", true)]
    [InlineData("POST /users/{id}/authentication/phoneMethods", "Authentication Administrator", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", false)]
    [InlineData("POST /users/{id}/authentication/phoneMethods", "Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13", true)]
    [InlineData("GET /auditLogs/directoryAudits", "Reports Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", null)]
    [InlineData("GET /auditLogs/directoryAudits", "Reports Reader", "5d6b6bb7-de71-4623-b4af-96380a352509", true)]
    [InlineData("GET /reports/authenticationMethods/userRegistrationDetails", "Reports Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", true)]
    [InlineData("GET /api/PasswordReset/PasswordResetPolicies", "Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", null)]
    [InlineData("GET /api/PasswordReset/PasswordResetPolicies", "Global Reader", "0526716b-113d-4c15-b2c8-68e3c22b9f80", true)]
    [InlineData("PUT /api/PasswordReset/PasswordResetPolicies", "Authentication Policy Administrator", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", false)]
    [InlineData("GET /no/such/thing", "Reports Reader", "4a5d8f65-41da-4de4-8968-e035b65339cf", null)]
    public void Knows_which_role_does_for_a_request_and_says_where_nobody_can(string request, string needed, string held, bool? enough) =>
        Assert.Equal(enough, RoleTable.Covers(request, needed, [held]));

    [Fact]
    public void A_person_without_any_role_lacks_the_one_that_is_needed() => Assert.False(RoleTable.Covers("POST /users", "User Administrator", []));
}
