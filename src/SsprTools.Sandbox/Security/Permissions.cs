using SsprTools.Sandbox.Tenant;
using static SsprTools.Sandbox.Tenant.DirectoryRoles;

namespace SsprTools.Sandbox.Security;

/// <summary>The table of required permissions: graph.md 1.2 to 1.13 for scopes and app roles, 1.1 for directory roles.</summary>
internal static class Permissions
{
    private const string ReadDirectory = "Directory.Read.All Directory.ReadWrite.All";
    private const string ReadUsers = "User.ReadBasic.All User.Read.All User.ReadWrite.All " + ReadDirectory;
    private const string WriteUsers = "User.ReadWrite.All Directory.ReadWrite.All";
    private const string ReadGroups = "Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All " + ReadDirectory;
    private const string WriteGroups = "Group.ReadWrite.All Directory.ReadWrite.All";
    private const string WriteMembers = "GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All";
    private const string ReadSkus = "LicenseAssignment.Read.All LicenseAssignment.ReadWrite.All Organization.Read.All Organization.ReadWrite.All " + ReadDirectory;
    private const string ReadLicenses = "User.Read.All User.ReadWrite.All " + ReadSkus;
    private const string AnyMethodsRead = "UserAuthenticationMethod.Read.All UserAuthenticationMethod.ReadWrite.All";
    private const string AnyMethodsWrite = "UserAuthenticationMethod.ReadWrite.All";

    private static readonly DirectoryRole[] s_userWriters = [UserAdministrator];
    private static readonly DirectoryRole[] s_passwordWriters =
        [UserAdministrator, PasswordAdministrator, HelpdeskAdministrator, AuthenticationAdministrator, PrivilegedAuthenticationAdministrator];

    private static readonly DirectoryRole[] s_groupWriters = [GroupsAdministrator, UserAdministrator];
    private static readonly DirectoryRole[] s_methodWriters = [AuthenticationAdministrator, PrivilegedAuthenticationAdministrator];
    private static readonly DirectoryRole[] s_methodReaders = [.. s_methodWriters, GlobalReader];
    private static readonly DirectoryRole[] s_reportReaders = [ReportsReader, SecurityReader, SecurityAdministrator, GlobalReader];
    private static readonly DirectoryRole[] s_policyWriters = [AuthenticationPolicyAdministrator];

    public static readonly Access Me = new("User.Read User.ReadWrite " + ReadUsers, null);
    public static readonly Access UsersRead = new(ReadUsers, ReadUsers) { Self = "User.Read User.ReadWrite" };
    public static readonly Access UsersCreate = new(WriteUsers, WriteUsers) { Roles = s_userWriters };

    // Which of these scopes covers which property is narrower still; the handler looks at the body.
    public static readonly Access UsersUpdate = new(
        WriteUsers + " User-PasswordProfile.ReadWrite.All User-Phone.ReadWrite.All User-Mail.ReadWrite.All User.EnableDisableAccount.All",
        WriteUsers + " User-PasswordProfile.ReadWrite.All User-Phone.ReadWrite.All User-Mail.ReadWrite.All User.EnableDisableAccount.All")
    {
        Self = "User.ReadWrite", Roles = s_passwordWriters,
    };

    public static readonly Access UsersDelete = new("User.DeleteRestore.All " + WriteUsers, "User.DeleteRestore.All " + WriteUsers)
    {
        Roles = s_userWriters,
    };

    public static readonly Access DeletedRead = new(ReadUsers + " User.DeleteRestore.All", ReadUsers + " User.DeleteRestore.All");

    public static readonly Access ChangePassword = new("User-PasswordProfile.ReadWrite.All Directory.AccessAsUser.All", null);

    public static readonly Access RevokeSessions = new("User.RevokeSessions.All " + WriteUsers, "User.RevokeSessions.All " + WriteUsers)
    {
        Roles = s_passwordWriters,
    };

    public static readonly Access MembershipRead = new(
        "GroupMember.ReadBasic.All GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All User.Read.All User.ReadWrite.All " + ReadDirectory,
        "User.Read.All User.ReadWrite.All GroupMember.Read.All Group.Read.All " + ReadDirectory)
    {
        Self = "User.Read User.ReadWrite",
    };

    public static readonly Access CheckMembers = new(
        "Application.Read.All GroupMember.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All User.Read.All " + ReadDirectory,
        "Application.Read.All GroupMember.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All User.Read.All " + ReadDirectory)
    {
        Self = "User.Read",
    };

    public static readonly Access GroupsRead = new(ReadGroups, ReadGroups);
    public static readonly Access GroupsCreate = new(WriteGroups, WriteGroups + " Group.Create") { Roles = s_groupWriters };
    public static readonly Access GroupsWrite = new(WriteGroups, WriteGroups) { Roles = s_groupWriters };
    public static readonly Access MembersWrite = new(WriteMembers, WriteMembers) { Roles = s_groupWriters };

    // What the tenant owns is not a user's property: the permissions for users do not show it (graph.md 1.4).
    public static readonly Access SkusRead = new(ReadSkus, ReadSkus);
    public static readonly Access LicensesRead = new(ReadLicenses, ReadLicenses) { Self = "User.Read" };

    public static readonly Access LicensesWrite = new(
        "LicenseAssignment.ReadWrite.All " + WriteUsers, "LicenseAssignment.ReadWrite.All " + WriteUsers)
    {
        Roles = [LicenseAdministrator, UserAdministrator],
    };

    public static readonly Access OrganizationRead = new(
        "User.Read Organization.Read.All Organization.ReadWrite.All DeviceManagementServiceConfig.Read.All " + ReadDirectory,
        "Organization.Read.All Organization.ReadWrite.All DeviceManagementServiceConfig.Read.All " + ReadDirectory);

    public static readonly Access DomainsRead = new("Domain.Read.All Domain.ReadWrite.All " + ReadDirectory, "Domain.Read.All Domain.ReadWrite.All " + ReadDirectory);
    public static readonly Access DomainsWrite = new("Domain.ReadWrite.All", "Domain.ReadWrite.All") { Roles = [DomainNameAdministrator] };

    public static readonly Access SyncRead = new("OnPremDirectorySynchronization.Read.All OnPremDirectorySynchronization.ReadWrite.All", null)
    {
        Roles = [GlobalAdministrator],
    };

    public static readonly Access SyncWrite = new("OnPremDirectorySynchronization.ReadWrite.All", null) { Roles = [GlobalAdministrator] };

    public static readonly Access MethodsRead = Methods(AnyMethodsRead, AnyMethodsRead, write: false, self: "UserAuthenticationMethod.Read UserAuthenticationMethod.ReadWrite");
    public static readonly Access PhonesRead = OneMethodRead("Phone");
    public static readonly Access PhonesWrite = OneMethodWrite("Phone");
    public static readonly Access EmailsRead = OneMethodRead("Email");
    public static readonly Access EmailsWrite = OneMethodWrite("Email");
    public static readonly Access OathRead = OneMethodRead("SoftwareOATH");
    public static readonly Access OathWrite = OneMethodWrite("SoftwareOATH");
    public static readonly Access PasswordsRead = OneMethodRead("Password");

    // App-only reset has its own 400 (graph.md 5.2), so the app side is let through to the handler.
    public static readonly Access PasswordReset = Methods(
        AnyMethodsWrite + " UserAuthMethod-Password.ReadWrite.All", AnyMethodsWrite + " UserAuthMethod-Password.ReadWrite.All", write: true) with
    {
        Roles = [.. s_methodWriters, UserAdministrator, PasswordAdministrator, HelpdeskAdministrator],
    };

    public static readonly Access OperationsRead = Methods(AnyMethodsRead, null, write: false);

    public static readonly Access ReportsRead = new("AuditLog.Read.All", "AuditLog.Read.All") { Roles = s_reportReaders, Denial = Denial.Reports };
    public static readonly Access ReportSummaries = new("AuditLog.Read.All", null) { Roles = s_reportReaders, Denial = Denial.Reports };
    public static readonly Access AuditsRead = new("AuditLog.Read.All Directory.Read.All", "AuditLog.Read.All Directory.Read.All")
    {
        Roles = [ReportsReader, SecurityReader, SecurityAdministrator], Denial = Denial.Reports,
    };

    public static readonly Access SignInsRead = new("AuditLog.Read.All", "AuditLog.Read.All")
    {
        Roles = [.. s_reportReaders, SecurityOperator], Denial = Denial.Reports,
    };

    public static readonly Access AuthorizationPolicyRead = new("Policy.Read.All Policy.ReadWrite.Authorization", "Policy.Read.All Policy.ReadWrite.Authorization");
    public static readonly Access AuthorizationPolicyWrite = new("Policy.ReadWrite.Authorization", "Policy.ReadWrite.Authorization")
    {
        Roles = [PrivilegedRoleAdministrator],
    };

    public static readonly Access MethodsPolicyRead = new(
        "Policy.Read.AuthenticationMethod Policy.Read.All Policy.ReadWrite.AuthenticationMethod",
        "Policy.Read.AuthenticationMethod Policy.Read.All Policy.ReadWrite.AuthenticationMethod");

    public static readonly Access MethodsPolicyWrite = new("Policy.ReadWrite.AuthenticationMethod", "Policy.ReadWrite.AuthenticationMethod")
    {
        Roles = s_policyWriters,
    };

    public static readonly Access RolesRead = new(
        "RoleManagement.Read.Directory RoleManagement.Read.All RoleManagement.ReadWrite.Directory " + ReadDirectory,
        "RoleManagement.Read.Directory RoleManagement.Read.All RoleManagement.ReadWrite.Directory " + ReadDirectory);

    public static readonly Access EligibilityRead = new(
        "RoleEligibilitySchedule.Read.Directory RoleEligibilitySchedule.ReadWrite.Directory RoleManagement.Read.Directory RoleManagement.Read.All RoleManagement.ReadWrite.Directory",
        "RoleEligibilitySchedule.Read.Directory RoleEligibilitySchedule.ReadWrite.Directory RoleManagement.Read.Directory RoleManagement.Read.All RoleManagement.ReadWrite.Directory");

    public static readonly Access GroupEligibilityRead = new(
        "PrivilegedEligibilitySchedule.Read.AzureADGroup PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
        "PrivilegedEligibilitySchedule.Read.AzureADGroup PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup")
    {
        Roles = [PrivilegedRoleAdministrator, GlobalReader, GroupsAdministrator, UserAdministrator],
    };

    private static readonly Access[] s_all =
    [
        Me, UsersRead, UsersCreate, UsersUpdate, UsersDelete, DeletedRead, ChangePassword, RevokeSessions, MembershipRead, CheckMembers,
        GroupsRead, GroupsCreate, GroupsWrite, MembersWrite, SkusRead, LicensesRead, LicensesWrite, OrganizationRead, DomainsRead, DomainsWrite,
        SyncRead, SyncWrite, MethodsRead, PhonesRead, PhonesWrite, EmailsRead, EmailsWrite, OathRead, OathWrite, PasswordsRead,
        PasswordReset, OperationsRead, ReportsRead, ReportSummaries, AuditsRead, SignInsRead, AuthorizationPolicyRead,
        AuthorizationPolicyWrite, MethodsPolicyRead, MethodsPolicyWrite, RolesRead, EligibilityRead,
        GroupEligibilityRead,
    ];

    public static IReadOnlyList<string> AllDelegated { get; } = [.. s_all.SelectMany(access => access.AllDelegated).Distinct().Order()];

    public static IReadOnlyList<string> AllApplication { get; } = [.. s_all.SelectMany(access => access.AllApplication).Distinct().Order()];

    private static Access Methods(string delegated, string? application, bool write, string self = "") => new(delegated, application)
    {
        Self = self, Denial = Denial.AuthenticationMethods, Roles = write ? s_methodWriters : s_methodReaders,
    };

    private static Access OneMethodRead(string kind)
    {
        string granular = $" UserAuthMethod-{kind}.Read.All UserAuthMethod-{kind}.ReadWrite.All";
        return Methods(AnyMethodsRead + granular, AnyMethodsRead + granular, write: false,
            self: $"UserAuthenticationMethod.Read UserAuthenticationMethod.ReadWrite UserAuthMethod-{kind}.Read UserAuthMethod-{kind}.ReadWrite");
    }

    private static Access OneMethodWrite(string kind)
    {
        string granular = $" UserAuthMethod-{kind}.ReadWrite.All";
        return Methods(AnyMethodsWrite + granular, AnyMethodsWrite + granular, write: true,
            self: $"UserAuthenticationMethod.ReadWrite UserAuthMethod-{kind}.ReadWrite");
    }
}
