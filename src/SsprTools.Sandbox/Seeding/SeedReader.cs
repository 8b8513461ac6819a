using System.Text.Json;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Makes the first state of the tenant from a seed (format: docs/guides/sandbox.md).</summary>
internal static class SeedReader
{
    public static Seed Read(JsonElement root, SandboxClock clock, int generatedUsers, int groupSize)
    {
        SeedObject seed = new(root, "$");
        if (seed.Time("clock") is { } start)
        {
            clock.StartAt(start);
        }

        TenantInfo info = SeedTenant.Read(seed, clock.Now);
        List<SeededUser> seeded = [.. seed.Objects("users").Select((item, index) => SeedUsers.Read(item, info, index + 1, clock.Now))];
        List<User> users = [.. seeded.Select(item => item.User)];
        CheckUnique(users);
        List<RoleAssignment> roles = [.. seeded.SelectMany(item => item.Roles.Assignments(item.User.Id, clock.Now))];
        List<GroupEligibility> eligibilities = [];
        List<Group> groups = SeedGroups.Read(seed.Objects("groups"), users, users.Count, clock.Now, roles, eligibilities);
        int sequence = users.Count + groups.Count;
        GeneratedUsers? generated = generatedUsers == 0 ? null : new GeneratedUsers(generatedUsers, info, sequence + 1, clock.Now);
        if (generated is not null)
        {
            CheckFree(users, generated);
            sequence += generatedUsers;
            groups.Add(generated.First(generatedUsers, GeneratedUsers.GroupName, "generated", ++sequence));
            if (groupSize > 0)
            {
                groups.Add(generated.First(Math.Min(groupSize, generatedUsers), GeneratedUsers.FirstGroupName, "first-generated", ++sequence));
            }
        }

        Dictionary<string, string> lags = Pairs(seed.Object("lags"));
        Dictionary<string, string> switches = Pairs(seed.Object("switches"));
        TenantState state = new()
        {
            Version = 1,
            Info = info,
            Users = DirectoryTable<User>.Of(users, generated),
            UserIdsByUpn = UpnIndex.Of(users, generated),
            Groups = DirectoryTable<Group>.Of(groups),
            RoleAssignments = [.. roles],
            GroupEligibilities = [.. eligibilities],
            SsprPolicy = SeedPolicies.Sspr(seed.Object("portalPolicy"), groups),
            OnPremisesPolicy = SeedPolicies.OnPremises(seed.Object("onPremisesPolicy")),
            AuthorizationPolicy = SeedPolicies.Authorization(seed.Object("authorizationPolicy")),
            MethodsPolicy = SeedPolicies.Methods(seed.Object("methodsPolicy"), groups, clock.Now),
        };
        string? account = seed.Text("account");
        seed.Done();
        string admin = account ?? AdminOf(state);
        if (state.FindUser(admin) is null)
        {
            throw SeedObject.Wrong("$.account", $"there is no user '{admin}'");
        }

        return new Seed(state, admin) { Lags = lags, Switches = switches };
    }

    /// <summary>The first Global Administrator of the seed, whose tokens discovery hands out.</summary>
    private static string AdminOf(TenantState state) =>
        state.RoleAssignments
            .Where(role => role.RoleTemplateId == DirectoryRoles.GlobalAdministrator.TemplateId && !role.Eligible)
            .Select(role => state.Users.Find(role.PrincipalId)?.UserPrincipalName)
            .FirstOrDefault(upn => upn is not null)
        ?? throw SeedObject.Wrong("$.users", "one user must hold the role Global Administrator");

    private static void CheckUnique(List<User> users)
    {
        if (users.GroupBy(user => user.UserPrincipalName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw SeedObject.Wrong("$.users", $"'{twice.Key}' is there twice");
        }

        if (users.GroupBy(user => user.Id).FirstOrDefault(same => same.Count() > 1) is { } twiceId)
        {
            throw SeedObject.Wrong("$.users", $"the id '{twiceId.Key}' is there twice");
        }
    }

    private static void CheckFree(List<User> users, GeneratedUsers generated)
    {
        if (users.Find(user => generated.IndexOf(user.UserPrincipalName) >= 0 || generated.IndexOf(user.Id) >= 0) is { } taken)
        {
            throw SeedObject.Wrong("$.users", $"'{taken.UserPrincipalName}' is one of the generated users");
        }
    }

    private static Dictionary<string, string> Pairs(SeedObject? seed) => seed is null ? [] : seed.Members().ToDictionary(
        member => member.Name,
        member => member.Value.ValueKind switch
        {
            JsonValueKind.String => member.Value.GetString()!,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => member.Value.GetRawText(),
            _ => throw SeedObject.Wrong(seed.PathOf(member.Name), "a plain value is expected"),
        });
}
