using System.Text.Json;

namespace SsprTools.Sandbox.Tenant;

/// <summary>The audit events, one named method each; names, categories and services of graph.md 1.12.</summary>
internal static class AuditEvents
{
    public const string PasswordService = "Self-service Password Management";
    public const string MethodsService = "Authentication Methods";
    public const string SsprPolicyActivity = "Update SSPR Settings";
    private const string CoreDirectory = "Core Directory";
    private const string UserManagement = "UserManagement";
    private const string GroupManagement = "GroupManagement";

    public static AuditEvent UserAdded(Actor by, User user) =>
        Core("Add user", UserManagement, "Add", by, AuditTarget.Of(
            user,
            Changed("AccountEnabled", null, user.AccountEnabled),
            Changed("DisplayName", null, user.DisplayName),
            Changed("MailNickname", null, user.MailNickname),
            Changed("UserPrincipalName", null, user.UserPrincipalName),
            Changed("UserType", null, user.IsGuest ? "Guest" : "Member")));

    public static AuditEvent UserUpdated(Actor by, User before, User after)
    {
        List<ModifiedProperty> changes = [];
        void Compare(string name, object? old, object? now)
        {
            if (!Equals(old, now))
            {
                changes.Add(Changed(name, old, now));
            }
        }

        Compare("AccountEnabled", before.AccountEnabled, after.AccountEnabled);
        Compare("DisplayName", before.DisplayName, after.DisplayName);
        Compare("Mobile", before.MobilePhone, after.MobilePhone);
        Compare("UsageLocation", before.UsageLocation, after.UsageLocation);
        Compare("UserPrincipalName", before.UserPrincipalName, after.UserPrincipalName);
        changes.Add(new ModifiedProperty(
            "Included Updated Properties", null, JsonText(string.Join(", ", changes.Select(change => change.DisplayName)))));
        return Core("Update user", UserManagement, "Update", by, AuditTarget.Of(after, changes));
    }

    public static AuditEvent UserDeleted(Actor by, User user) => Core("Delete user", UserManagement, "Delete", by, AuditTarget.Of(user));

    public static AuditEvent UserRestored(Actor by, User user) => Core("Restore user", UserManagement, "Restore", by, AuditTarget.Of(user));

    public static AuditEvent LicensesChanged(Actor by, User user) =>
        Core("Change user license", UserManagement, "Update", by, AuditTarget.Of(user));

    public static AuditEvent GroupAdded(Actor by, Group group) =>
        Core("Add group", GroupManagement, "Add", by, AuditTarget.Of(group, Changed("DisplayName", null, group.DisplayName)));

    public static AuditEvent GroupUpdated(Actor by, Group before, Group after) =>
        Core("Update group", GroupManagement, "Update", by, AuditTarget.Of(after, Changed("DisplayName", before.DisplayName, after.DisplayName)));

    public static AuditEvent GroupDeleted(Actor by, Group group) => Core("Delete group", GroupManagement, "Delete", by, AuditTarget.Of(group));

    public static AuditEvent MemberAdded(Actor by, Group group, IDirectoryObject member) =>
        Core("Add member to group", GroupManagement, "Assign", by, AuditTarget.Of(member, GroupProperties(group, added: true)), AuditTarget.Of(group));

    public static AuditEvent MemberRemoved(Actor by, Group group, IDirectoryObject member) =>
        Core("Remove member from group", GroupManagement, "Unassign", by, AuditTarget.Of(member, GroupProperties(group, added: false)), AuditTarget.Of(group));

    public static AuditEvent AuthorizationPolicyUpdated(Actor by, AuthorizationPolicy before, AuthorizationPolicy after) =>
        Core("Update authorization policy", "AuthorizationPolicy", "Update", by, AuditTarget.Policy(
            "authorizationPolicy", "Authorization Policy", [Changed("AllowedToUseSSPR", before.AllowedToUseSspr, after.AllowedToUseSspr)]));

    /// <summary>"Update SSPR Settings", property names as in the directory's own policy object (graph.md 1.12 and 2.6, unconfirmed).</summary>
    public static AuditEvent SsprPolicyUpdated(Actor by, SsprPolicy before, SsprPolicy after) =>
        new(SsprPolicyActivity, "PolicyManagement", PasswordService, "Update", by)
        {
            Targets = [AuditTarget.Policy("default", "Password reset policy", SsprPolicyDifference.Of(before, after))],
        };

    /// <summary>The unlock setting is part of the same policy object, so its change is the same event (graph.md 1.12 and 2.6).</summary>
    public static AuditEvent UnlockSwitched(Actor by, bool on) =>
        new(SsprPolicyActivity, "PolicyManagement", PasswordService, "Update", by)
        {
            Targets = [AuditTarget.Policy("default", "Password reset policy", [Changed("EnableAccountUnlock", !on, on)])],
        };

    public static AuditEvent WritebackSwitched(Actor by, bool on) =>
        new($"{(on ? "Enable" : "Disable")} password writeback for directory", "DirectoryManagement", PasswordService, "Update", by);

    public static AuditEvent PasswordResetByAdmin(Actor by, User user) =>
        new("Reset password (by admin)", UserManagement, PasswordService, "Update", by)
        {
            ResultReason = "Successfully completed reset.",
            Targets = [AuditTarget.Of(user)],
            AdditionalDetails = [new("OnPremisesAgent", "None")],
        };

    public static AuditEvent PasswordChangedByUser(Actor by, User user) =>
        new("Change password (self-service)", UserManagement, PasswordService, "Update", by)
        {
            ResultReason = "None",
            Targets = [AuditTarget.Of(user)],
            AdditionalDetails = [new("OnPremisesAgent", "None")],
        };

    public static AuditEvent AdminStartedReset(Actor by, User user) => Methods("Admin started password reset", "Update", by, AuditTarget.Of(user));

    public static AuditEvent SecurityInfoRegistered(Actor by, User user, string method) =>
        Methods($"{Who(by, user)} registered security info", "Add", by, AuditTarget.Of(user), $"{Who(by, user)} registered {method} method");

    public static AuditEvent SecurityInfoUpdated(Actor by, User user, string method) =>
        Methods($"{Who(by, user)} updated security info", "Update", by, AuditTarget.Of(user), $"{Who(by, user)} changed {method} method");

    public static AuditEvent SecurityInfoDeleted(Actor by, User user, string method) =>
        Methods($"{Who(by, user)} deleted security info", "Delete", by, AuditTarget.Of(user), $"{Who(by, user)} deleted {method} method");

    public static AuditEvent MethodsPolicyUpdated(Actor by, MethodsPolicy before, MethodsPolicy after) =>
        Methods("Authentication Methods Policy Update", "Update", by, AuditTarget.Policy(
            "authenticationMethodsPolicy", "Authentication Methods Policy", MethodsPolicyDifference.Of(before, after)));

    public static AuditEvent MethodsPolicyReset(Actor by, MethodsPolicy before, MethodsPolicy after) =>
        Methods("Authentication Methods Policy Reset", "Update", by, AuditTarget.Policy(
            "authenticationMethodsPolicy", "Authentication Methods Policy", MethodsPolicyDifference.Of(before, after)));

    public static ModifiedProperty Changed(string name, object? before, object? after) => new(name, JsonText(before), JsonText(after));

    private static string Who(Actor by, User user) => by.UserId == user.Id ? "User" : "Admin";

    private static ModifiedProperty[] GroupProperties(Group group, bool added) =>
    [
        Changed("Group.ObjectID", added ? null : group.Id, added ? group.Id : null),
        Changed("Group.DisplayName", added ? null : group.DisplayName, added ? group.DisplayName : null),
    ];

    private static AuditEvent Core(string activity, string category, string operation, Actor by, params IReadOnlyList<AuditTarget> targets) =>
        new(activity, category, CoreDirectory, operation, by) { Targets = targets };

    private static AuditEvent Methods(string activity, string operation, Actor by, AuditTarget target, string reason = "") =>
        new(activity, UserManagement, MethodsService, operation, by) { Targets = [target], ResultReason = reason };

    private static string? JsonText(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => $"\"{JsonEncodedText.Encode(value.ToString() ?? "")}\"",
    };
}
