using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;
using static SsprTools.Sandbox.Tenant.DirectoryRoles;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Who may act on whom: the table of graph.md 1.1, for deletes, password resets and sensitive properties.</summary>
internal static class ActorRules
{
    private static readonly string[] s_sensitive =
    [
        "accountEnabled", "businessPhones", "mobilePhone", "onPremisesImmutableId", "otherMails", "passwordProfile", "userPrincipalName",
    ];

    private static readonly DirectoryRole[] s_password = [DirectoryReaders, GuestInviter, PasswordAdministrator];
    private static readonly DirectoryRole[] s_helpdesk =
        [.. s_password, HelpdeskAdministrator, MessageCenterReader, ReportsReader, UsageSummaryReportsReader];

    private static readonly Dictionary<DirectoryRole, DirectoryRole[]> s_mayActOn = new()
    {
        [PasswordAdministrator] = s_password,
        [HelpdeskAdministrator] = s_helpdesk,
        [AuthenticationAdministrator] =
            [AuthenticationAdministrator, DirectoryReaders, GuestInviter, MessageCenterReader, PasswordAdministrator, ReportsReader],
        [UserAdministrator] = [.. s_helpdesk, GroupsAdministrator, UserAdministrator],
    };

    /// <summary>Scopes that cover only some properties (graph.md 1.2).</summary>
    private static readonly Dictionary<string, string[]> s_narrowScopes = new()
    {
        ["User-PasswordProfile.ReadWrite.All"] = ["passwordProfile"],
        ["User-Phone.ReadWrite.All"] = ["businessPhones", "mobilePhone"],
        ["User-Mail.ReadWrite.All"] = ["otherMails"],
        ["User.EnableDisableAccount.All"] = ["accountEnabled"],
    };

    public static void RequireMayPatch(Service service, GraphRequest request, User target, UserPatch patch)
    {
        bool isSelf = !request.Token.IsApp && request.Token.ObjectId == target.Id;
        bool isBroad = request.Token.Permissions.Contains("User.ReadWrite.All") || request.Token.Permissions.Contains("Directory.ReadWrite.All")
            || (isSelf && request.Token.Permissions.Contains("User.ReadWrite"));
        if (!isBroad)
        {
            HashSet<string> covered = [.. s_narrowScopes.Where(scope => request.Token.Permissions.Contains(scope.Key)).SelectMany(scope => scope.Value)];
            if (patch.Names.Any(name => !covered.Contains(name)))
            {
                throw Errors.Denied(Denial.Directory);
            }
        }

        if (patch.Names.Any(name => s_sensitive.Contains(name)))
        {
            RequireMayActOn(service, request, target);
        }
        else if (service.Switches.RolesChecked && !request.Token.IsApp && !isSelf
            && !request.Token.Roles.Overlaps([GlobalAdministrator.TemplateId, UserAdministrator.TemplateId]))
        {
            throw Errors.Denied(Denial.Directory);
        }
    }

    public static void RequireMayActOn(Service service, GraphRequest request, User target, Denial denial = Denial.Directory)
    {
        if (service.Switches.RolesChecked && !MayActOn(service.Store.Current, request.Token, target))
        {
            throw Errors.Denied(denial);
        }
    }

    private static bool MayActOn(TenantState state, AccessToken token, User target)
    {
        List<DirectoryRole> held = [.. state.RolesOf(target.Id, includeEligible: false).Select(role => DirectoryRoles.Get(role.RoleTemplateId))];
        bool isInRoleGroup = state.TransitiveGroupsOf(target.Id).Any(group => group.IsAssignableToRole == true);
        if (token.IsApp)
        {
            // graph.md 1.1, last line: an app without a high role cannot touch holders of privileged roles.
            return !held.Exists(role => role.IsAdministrator);
        }

        if (token.Roles.Contains(GlobalAdministrator.TemplateId) || token.Roles.Contains(PrivilegedAuthenticationAdministrator.TemplateId))
        {
            return true;
        }

        return !isInRoleGroup && s_mayActOn.Any(rule => token.Roles.Contains(rule.Key.TemplateId) && held.TrueForAll(rule.Value.Contains));
    }
}
