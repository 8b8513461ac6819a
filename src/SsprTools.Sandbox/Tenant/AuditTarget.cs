namespace SsprTools.Sandbox.Tenant;

/// <summary>What an audit event was done to.</summary>
internal sealed record AuditTarget(string Id, string? DisplayName, string Type, string? UserPrincipalName, IReadOnlyList<ModifiedProperty> Modified)
{
    public static AuditTarget Of(User user, params IReadOnlyList<ModifiedProperty> modified) =>
        new(user.Id.ToString(), user.DisplayName, "User", user.UserPrincipalName, modified);

    public static AuditTarget Of(Group group, params IReadOnlyList<ModifiedProperty> modified) =>
        new(group.Id.ToString(), group.DisplayName, "Group", null, modified);

    public static AuditTarget Of(IDirectoryObject target, params IReadOnlyList<ModifiedProperty> modified) =>
        target is User user ? Of(user, modified) : Of((Group)target, modified);

    public static AuditTarget Policy(string id, string name, IReadOnlyList<ModifiedProperty> modified) => new(id, name, "Policy", null, modified);
}
