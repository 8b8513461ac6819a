using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Mails after a reset: to the user's addresses, and to the other Global Administrators when one of them reset (graph.md 3.2, 3.9).</summary>
internal sealed class Notifications(TenantStore store, MessageCenter messages)
{
    public void PasswordReset(User user)
    {
        TenantState state = store.Effective;
        if (state.SsprPolicy.NotifyUsersOnReset)
        {
            foreach (string address in AddressesOf(user))
            {
                messages.SendMail(
                    user, address,
                    $"{state.Info.DisplayName}: your password has been reset. The password for {user.UserPrincipalName} was recently reset. If you did not do this, contact your administrator.");
            }
        }

        if (state.SsprPolicy.NotifyOnAdminReset && state.Scope.IsAdministrator(user.Id))
        {
            foreach (User other in OtherGlobalAdministrators(state, user))
            {
                messages.SendMail(
                    other, other.Mail ?? other.UserPrincipalName,
                    $"{state.Info.DisplayName}: an administrator has reset their password. The administrator is {user.UserPrincipalName}.");
            }
        }
    }

    private static IEnumerable<string> AddressesOf(User user) =>
        new[] { user.Mail ?? user.UserPrincipalName, ContactData.Email(user) }
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<User> OtherGlobalAdministrators(TenantState state, User user) =>
        state.RoleAssignments
            .Where(role => !role.Eligible && role.RoleTemplateId == DirectoryRoles.GlobalAdministrator.TemplateId)
            .SelectMany(role => state.Groups.Find(role.PrincipalId) is { } group
                ? state.TransitiveMembersOf(group).OfType<User>()
                : new[] { state.Users.Find(role.PrincipalId) }.OfType<User>())
            .DistinctBy(other => other.Id)
            .Where(other => other.Id != user.Id);
}
