using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Reads "groups". Members are named by UPN, by another group's display name, or by id.</summary>
internal static class SeedGroups
{
    public static List<Group> Read(
        IReadOnlyList<SeedObject> items, List<User> users, int sequence, DateTimeOffset now, List<RoleAssignment> roles, List<GroupEligibility> eligibilities)
    {
        List<Group> groups = [];
        foreach (SeedObject item in items)
        {
            string name = item.RequiredText("displayName");
            groups.Add(new Group
            {
                Id = item.Id("id") ?? StableId.Of($"group/{name}/{groups.Count}"),
                Sequence = ++sequence,
                DisplayName = name,
                Description = item.Text("description"),
                MailNickname = item.Text("mailNickname") ?? $"group{groups.Count + 1}",
                SecurityEnabled = item.Flag("securityEnabled", true),
                MailEnabled = item.Flag("mailEnabled", false),
                GroupTypes = [.. item.Texts("groupTypes")],
                IsAssignableToRole = item.Has("isAssignableToRole") ? item.Flag("isAssignableToRole", false) : null,
                CreatedDateTime = item.Time("created") ?? now.AddMonths(-6),
            });
        }

        // Members second, as groups may hold groups that stand later in the list.
        for (int index = 0; index < items.Count; index++)
        {
            SeedObject item = items[index];
            groups[index] = groups[index] with
            {
                Members = MemberList.Of([.. item.Texts("members").Select(text => Member(item, "members", text, users, groups))]),
            };
            SeedRoles held = new(SeedUsers.Roles(item, "roles"), SeedUsers.Roles(item, "eligibleRoles"));
            roles.AddRange(held.Assignments(groups[index].Id, now));
            foreach (string text in item.Texts("eligibleMembers"))
            {
                Guid principal = Member(item, "eligibleMembers", text, users, groups);
                eligibilities.Add(new GroupEligibility(
                    StableId.Of($"eligible/{groups[index].Id}/{principal}"), groups[index].Id, principal, "member", now.AddMonths(-6)));
            }

            item.Done();
        }

        return groups;
    }

    private static Guid Member(SeedObject item, string list, string text, List<User> users, List<Group> groups)
    {
        IDirectoryObject? member = (IDirectoryObject?)users.Find(user => user.UserPrincipalName.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? groups.Find(group => group.DisplayName == text);
        member ??= Guid.TryParse(text, out Guid id) ? (IDirectoryObject?)users.Find(user => user.Id == id) ?? groups.Find(group => group.Id == id) : null;
        return member?.Id ?? throw SeedObject.Wrong(item.PathOf(list), $"there is no user or group '{text}'");
    }
}
