namespace SsprTools.Graph.Readiness;

/// <summary>
/// Which permission holds another one, for the requests that this module makes. The permissions themselves are in facts/graph.md 1.2 to 1.13;
/// which stand above them is general knowledge there and unconfirmed in part. A name that is not here holds nothing, so a gap is a permission called
/// missing that would do.
/// </summary>
internal static class PermissionTable
{
    private static readonly Dictionary<string, string[]> s_above = new(StringComparer.OrdinalIgnoreCase)
    {
        ["User.Read.All"] = ["User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
        ["User.ReadWrite.All"] = ["Directory.ReadWrite.All"],
        ["Group.Read.All"] = ["Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
        ["Group.ReadWrite.All"] = ["Directory.ReadWrite.All"],
        ["GroupMember.Read.All"] = ["GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
        ["GroupMember.ReadWrite.All"] = ["Group.ReadWrite.All", "Directory.ReadWrite.All"],
        ["Organization.Read.All"] = ["Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
        ["LicenseAssignment.Read.All"] = ["LicenseAssignment.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
        ["LicenseAssignment.ReadWrite.All"] = ["User.ReadWrite.All", "Directory.ReadWrite.All"],
        ["Policy.Read.AuthenticationMethod"] = ["Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"],
        ["UserAuthenticationMethod.Read.All"] = ["UserAuthenticationMethod.ReadWrite.All"],
        ["UserAuthMethod-Phone.ReadWrite.All"] = ["UserAuthenticationMethod.ReadWrite.All"],
        ["UserAuthMethod-Email.ReadWrite.All"] = ["UserAuthenticationMethod.ReadWrite.All"],
        ["RoleManagement.Read.Directory"] = ["RoleManagement.ReadWrite.Directory", "Directory.Read.All", "Directory.ReadWrite.All"],
        ["RoleEligibilitySchedule.Read.Directory"] = ["RoleEligibilitySchedule.ReadWrite.Directory"],
    };

    /// <summary>The permission that was given and does for the one that is needed; <see langword="null"/>: none does.</summary>
    public static string? Covering(string needed, IReadOnlyCollection<string> given) =>
        given.FirstOrDefault(scope => string.Equals(scope, needed, StringComparison.OrdinalIgnoreCase))
        ?? (s_above.TryGetValue(needed, out var above) ? above.FirstOrDefault(name => given.Contains(name, StringComparer.OrdinalIgnoreCase)) : null);
}
