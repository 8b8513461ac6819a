using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>A group as microsoft.graph.group.</summary>
internal static class GroupShape
{
    public static readonly Shape<Group> Shape = new("group",
    [
        new("id", group => group.Id),
        new("deletedDateTime", group => group.DeletedDateTime),
        new("assignedLicenses", _ => Array.Empty<object>()),
        new("createdDateTime", group => group.CreatedDateTime),
        new("description", group => group.Description),
        new("displayName", group => group.DisplayName),
        new("groupTypes", group => group.GroupTypes),
        new("isAssignableToRole", group => group.IsAssignableToRole),
        new("mail", group => group.Mail),
        new("mailEnabled", group => group.MailEnabled),
        new("mailNickname", group => group.MailNickname),
        new("membershipRule", group => group.MembershipRule),
        new("membershipRuleProcessingState", group => group.MembershipRuleProcessingState ?? (group.MembershipRule is null ? null : "On")),
        new("onPremisesSyncEnabled", _ => null),
        new("proxyAddresses", group => group.Mail is null ? [] : new[] { "SMTP:" + group.Mail }),
        new("renewedDateTime", group => group.CreatedDateTime),
        new("securityEnabled", group => group.SecurityEnabled),
        new("securityIdentifier", group => SecurityIdentifier(group.Id)),
        new("visibility", group => group.Visibility),
    ],
    [
        "id", "deletedDateTime", "createdDateTime", "description", "displayName", "groupTypes", "isAssignableToRole", "mail",
        "mailEnabled", "mailNickname", "membershipRule", "membershipRuleProcessingState", "onPremisesSyncEnabled", "proxyAddresses",
        "renewedDateTime", "securityEnabled", "securityIdentifier", "visibility",
    ]);

    public static readonly QueryRules Rules = new()
    {
        IsDirectory = true,
        OrderBy = ["displayName", "createdDateTime"],
        Search = ["displayName", "description"],
        Filter = new Dictionary<string, string>
        {
            ["id"] = "eq in ne! not!",
            ["displayName"] = "eq in startswith ne! not! ge! le!",
            ["description"] = "eq! startswith! ne! not!",
            ["mail"] = "eq in startswith ge! le! ne! not! endswith!",
            ["mailEnabled"] = "eq in ne! not!",
            ["mailNickname"] = "eq in startswith ge! le! ne! not!",
            ["securityEnabled"] = "eq in ne! not!",
            ["isAssignableToRole"] = "eq in ne! not!",
            ["groupTypes"] = "eq startswith not!",
            ["createdDateTime"] = "eq ge le in ne! not!",
            ["onPremisesSyncEnabled"] = "eq in ne! not!",
        },
    };

    // A directory sid is S-1-12-1 and the object id's four 32-bit parts.
    private static string SecurityIdentifier(Guid id)
    {
        byte[] bytes = id.ToByteArray();
        return $"S-1-12-1-{string.Join('-', Enumerable.Range(0, 4).Select(part => BitConverter.ToUInt32(bytes, part * 4)))}";
    }
}
