namespace SsprTools.Graph.Readiness;

/// <summary>
/// Which permissions and roles do for each request of the module. What is above what is not a rule of Graph but a list per request: to read the
/// tenant's licences, LicenseAssignment.ReadWrite.All does not do, and Directory.ReadWrite.All deletes neither users nor groups.
/// Sources: permissions from microsoftgraph/microsoft-graph-devx-content, permissions/new/permissions.json (2026-08-07, 6cbd6bb);
/// roles from microsoftgraph/microsoft-graph-docs-contrib, api-reference/v1.0/includes/rbac-for-apis, and the pages named beside them.
/// Permissions of other trades that happen to be listed (DeviceManagement..., AgentIdUser...) are left out.
/// </summary>
internal static class RequestTable
{
    private static readonly string[] s_userWriters = ["User Administrator"];

    // Page group-post-members of the Graph reference; a group's owners may too, which no token says.
    private static readonly string[] s_groupWriters = ["Groups Administrator", "User Administrator", "Directory Writers", "Identity Governance Administrator"];
    private static readonly string[] s_methodReaders = ["Authentication Administrator", "Privileged Authentication Administrator", "Global Reader"];
    private static readonly string[] s_methodWriters = ["Authentication Administrator", "Privileged Authentication Administrator"];
    private static readonly string[] s_reportReaders = ["Reports Reader", "Security Reader", "Security Administrator", "Global Reader"];
    private static readonly string[] s_auditReaders = ["Reports Reader", "Security Reader", "Security Administrator"];

    private static readonly RequestNeeds s_readUser =
        new("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All") { Narrow = ["User.ReadBasic.All"] };

    private static readonly RequestNeeds s_readGroup =
        new("Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All") { Narrow = ["GroupMember.Read.All", "Group.ReadBasic.All"] };

    private static readonly RequestNeeds s_readMembers =
        new("GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All")
        {
            Narrow = ["GroupMember.ReadBasic.All", "Group.ReadBasic.All"],
        };

    private static readonly RequestNeeds s_writeMembers =
        new("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All") { Roles = s_groupWriters };

    private static readonly RequestNeeds s_writePhone =
        new("UserAuthMethod-Phone.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All") { Roles = s_methodWriters };

    private static readonly RequestNeeds s_writeEmail =
        new("UserAuthMethod-Email.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All") { Roles = s_methodWriters };

    private static readonly RequestNeeds s_readPhone =
        new("UserAuthMethod-Phone.Read.All", "UserAuthMethod-Phone.ReadWrite.All", "UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All")
        {
            Roles = s_methodReaders,
        };

    private static readonly RequestNeeds s_readEmail =
        new("UserAuthMethod-Email.Read.All", "UserAuthMethod-Email.ReadWrite.All", "UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All")
        {
            Roles = s_methodReaders,
        };

    private static readonly RequestNeeds s_readMethodsPolicy =
        new("Policy.Read.AuthenticationMethod", "Policy.ReadWrite.AuthenticationMethod", "Policy.Read.All") { Roles = ["Global Reader", "Authentication Policy Administrator"] };

    private static readonly RequestNeeds s_writeMethodsPolicy =
        new("Policy.ReadWrite.AuthenticationMethod") { Roles = ["Authentication Policy Administrator"] };

    private static readonly RequestNeeds s_readDomains = new("Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All");
    private static readonly RequestNeeds s_readRegistration = new("AuditLog.Read.All") { Roles = s_reportReaders };
    private static readonly RequestNeeds s_readAudit = new("AuditLog.Read.All", "Directory.Read.All") { Roles = s_auditReaders };

    private static readonly RequestNeeds s_readRoles =
        new("RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "Directory.Read.All", "Directory.ReadWrite.All");

    private static readonly Dictionary<string, RequestNeeds> s_rows = new(StringComparer.OrdinalIgnoreCase)
    {
        ["GET /users"] = s_readUser,
        ["GET /users/{id}"] = s_readUser,
        ["GET /users/$count"] = s_readUser,
        ["POST /users"] = new("User.ReadWrite.All", "Directory.ReadWrite.All") { Roles = s_userWriters },
        ["PATCH /users/{id}"] = new("User.ReadWrite.All", "Directory.ReadWrite.All") { Roles = s_userWriters },
        ["DELETE /users/{id}"] = new("User.ReadWrite.All", "User.DeleteRestore.All") { Roles = s_userWriters },
        ["POST /directory/deletedItems/{id}/restore"] = new("User.DeleteRestore.All", "User.ReadWrite.All") { Roles = s_userWriters },
        ["POST /users/{id}/revokeSignInSessions"] = new("User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All") { Roles = s_userWriters },
        ["GET /users/{id}/memberOf"] =
            new("GroupMember.ReadBasic.All", "Group.ReadBasic.All", "Directory.Read.All", "Directory.ReadWrite.All") { Delegated = ["GroupMember.Read.All"], Narrow = ["User.Read.All"] },
        ["GET /users/{id}/transitiveMemberOf"] =
            new("GroupMember.Read.All", "Group.Read.All", "User.Read.All", "Directory.Read.All", "Directory.ReadWrite.All") { Narrow = ["GroupMember.ReadBasic.All", "Group.ReadBasic.All"] },
        // Members of a kind that the caller may not read come without their properties, so this one is the kind's own.
        ["GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole"] = s_readRoles,
        ["POST /users/{id}/checkMemberGroups"] = new(
            "GroupMember.Read.All", "Group.Read.All", "Group.ReadWrite.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
        {
            Narrow = ["GroupMember.ReadBasic.All", "Group.ReadBasic.All"],
        },
        ["GET /groups"] = s_readGroup,
        ["GET /groups/{id}"] = s_readGroup,
        ["POST /groups"] = new("Group.ReadWrite.All", "Directory.ReadWrite.All") { Application = ["Group.Create"], Roles = s_groupWriters },
        // Members are added by PATCH too, and then what lets members be added is enough: page group-post-members.
        ["PATCH /groups/{id}"] = new("Group.ReadWrite.All", "Directory.ReadWrite.All") { Roles = s_groupWriters },
        ["DELETE /groups/{id}"] = new("Group.ReadWrite.All") { Roles = s_groupWriters },
        ["GET /groups/{id}/members"] = s_readMembers,
        ["GET /groups/{id}/transitiveMembers"] = s_readMembers,
        ["POST /groups/{id}/members"] = s_writeMembers,
        ["DELETE /groups/{id}/members/{id}"] = s_writeMembers,
        ["GET /subscribedSkus"] =
            new("LicenseAssignment.Read.All", "Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All") { Roles = ["Global Reader", "Directory Readers"] },
        ["GET /users/{id}/licenseDetails"] =
            new("LicenseAssignment.Read.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        ["POST /users/{id}/assignLicense"] =
            new("LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All") { Roles = ["License Administrator", "User Administrator", "Directory Writers"] },
        ["GET /organization"] =
            new("Organization.Read.All", "Organization.ReadWrite.All", "User.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        ["GET /domains"] = s_readDomains,
        ["GET /domains/{id}"] = s_readDomains,
        ["GET /directory/onPremisesSynchronization"] =
            new() { Delegated = ["OnPremDirectorySynchronization.Read.All", "OnPremDirectorySynchronization.ReadWrite.All"] },
        ["GET /users/{id}/authentication/methods"] =
            new("UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All") { Roles = s_methodReaders },
        ["GET /users/{id}/authentication/phoneMethods"] = s_readPhone,
        ["GET /users/{id}/authentication/phoneMethods/{id}"] = s_readPhone,
        ["POST /users/{id}/authentication/phoneMethods"] = s_writePhone,
        ["PATCH /users/{id}/authentication/phoneMethods/{id}"] = s_writePhone,
        ["DELETE /users/{id}/authentication/phoneMethods/{id}"] = s_writePhone,
        ["GET /users/{id}/authentication/emailMethods"] = s_readEmail,
        ["GET /users/{id}/authentication/emailMethods/{id}"] = s_readEmail,
        ["POST /users/{id}/authentication/emailMethods"] = s_writeEmail,
        ["PATCH /users/{id}/authentication/emailMethods/{id}"] = s_writeEmail,
        ["DELETE /users/{id}/authentication/emailMethods/{id}"] = s_writeEmail,
        ["GET /policies/authenticationMethodsPolicy"] = s_readMethodsPolicy,
        ["PATCH /policies/authenticationMethodsPolicy"] = s_writeMethodsPolicy,
        ["GET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}"] = s_readMethodsPolicy,
        ["PATCH /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}"] = s_writeMethodsPolicy,
        ["GET /policies/authorizationPolicy"] = new("Policy.Read.All", "Policy.ReadWrite.Authorization")
        {
            Roles = ["Global Reader", "Security Reader", "Security Operator", "Security Administrator", "License Administrator", "Privileged Role Administrator"],
        },
        ["PATCH /policies/authorizationPolicy"] = new("Policy.ReadWrite.Authorization") { Roles = ["Privileged Role Administrator"] },
        ["GET /reports/authenticationMethods/userRegistrationDetails"] = s_readRegistration,
        ["GET /reports/authenticationMethods/userRegistrationDetails/{id}"] = s_readRegistration,
        ["GET /reports/authenticationMethods/usersRegisteredByMethod"] = new() { Delegated = ["AuditLog.Read.All"], Roles = s_reportReaders },
        ["GET /reports/authenticationMethods/usersRegisteredByFeature"] = new() { Delegated = ["AuditLog.Read.All"], Roles = s_reportReaders },
        ["GET /reports/authenticationMethods/userEventsSummary"] = s_readRegistration,
        ["GET /auditLogs/directoryAudits"] = s_readAudit,
        ["GET /auditLogs/directoryAudits/{id}"] = s_readAudit,
        // Page signin-list for the roles; an older page (00e146a) asks for Directory.Read.All besides.
        ["GET /auditLogs/signIns"] = new("AuditLog.Read.All") { Roles = [.. s_reportReaders, "Security Operator"] },
        ["GET /directoryRoles"] = s_readRoles,
        ["GET /directoryRoles/{id}/members"] = s_readRoles,
        ["GET /roleManagement/directory/roleAssignments"] = s_readRoles,
        ["GET /roleManagement/directory/roleDefinitions"] = s_readRoles,
        ["GET /roleManagement/directory/roleEligibilityScheduleInstances"] = new(
            "RoleEligibilitySchedule.Read.Directory", "RoleEligibilitySchedule.ReadWrite.Directory", "RoleManagement.Read.All", "RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory"),
        // Page privilegedaccessgroup-list-eligibilityscheduleinstances.
        ["GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances"] = new(
            "PrivilegedEligibilitySchedule.Read.AzureADGroup", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"),
        ["GET /roleManagement/directory/roleAssignmentScheduleInstances"] = new(
            "RoleAssignmentSchedule.Read.Directory", "RoleAssignmentSchedule.ReadWrite.Directory", "RoleManagement.Read.All", "RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory"),
        // The portal's own API: Authentication Policy Administrator by entra-docs, tutorial-enable-sspr.md. That a Global Reader reads there is unconfirmed (facts/graph.md 2.5).
        ["GET /api/PasswordReset"] = new() { Roles = ["Authentication Policy Administrator"] },
        ["PUT /api/PasswordReset"] = new() { Roles = ["Authentication Policy Administrator"] },
        // The reset service's second undocumented API: no source names a role (facts/graph.md 2.7).
        ["GET /policies/adminPasswordResetPolicy"] = new(),
    };

    /// <summary><see langword="null"/>: nothing is known of such a request.</summary>
    public static RequestNeeds? Find(string request)
    {
        if (request.IndexOf("/api/PasswordReset", StringComparison.OrdinalIgnoreCase) is > 0 and var portal)
        {
            return s_rows.GetValueOrDefault(request[..(portal + "/api/PasswordReset".Length)]);
        }

        var path = request.EndsWith("/$ref", StringComparison.OrdinalIgnoreCase) ? request[..^"/$ref".Length] : request;
        if (s_rows.TryGetValue(path, out var found))
        {
            return found;
        }

        var cast = path.LastIndexOf("/microsoft.graph.", StringComparison.OrdinalIgnoreCase);
        return cast < 0 ? null : s_rows.GetValueOrDefault(path[..cast]);
    }

    /// <summary>Whether what a token holds lets the request through; <see langword="null"/>: no source says.</summary>
    /// <param name="request">Verb and path.</param>
    /// <param name="needed">The permission that the module names for it.</param>
    /// <param name="given">What the token holds.</param>
    /// <param name="appOnly">Whose token it is; <see langword="null"/>: it does not say.</param>
    public static bool? Covers(string request, string needed, IReadOnlyCollection<string> given, bool? appOnly)
    {
        if (Find(request) is not { } needs)
        {
            return given.Contains(needed, StringComparer.OrdinalIgnoreCase) ? null : false;
        }

        // A PATCH of a group that only adds members is named with the permission for members.
        if (needed == "GroupMember.ReadWrite.All")
        {
            needs = s_writeMembers;
        }

        var own = appOnly == true ? needs.Application : appOnly == false ? needs.Delegated : [];
        return Any(needs.Permissions) || Any(own) ? true : Any(needs.Narrow) || Any(needs.Delegated) || Any(needs.Application) ? null : false;

        bool Any(string[] names) => names.Any(name => given.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
