using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>One immutable state of the whole tenant. Lagging reads and the report look at an older one.</summary>
internal sealed record TenantState
{
    private readonly Lazy<ScopeIndex> _scope;

    public TenantState() => _scope = new Lazy<ScopeIndex>(() => new ScopeIndex(this));

    // A copy must not inherit the index of the state it was made from.
    private TenantState(TenantState original)
    {
        Version = original.Version;
        Info = original.Info;
        Users = original.Users;
        UserIdsByUpn = original.UserIdsByUpn;
        Groups = original.Groups;
        DeletedUsers = original.DeletedUsers;
        DeletedGroups = original.DeletedGroups;
        RoleAssignments = original.RoleAssignments;
        GroupEligibilities = original.GroupEligibilities;
        SsprPolicy = original.SsprPolicy;
        OnPremisesPolicy = original.OnPremisesPolicy;
        AuthorizationPolicy = original.AuthorizationPolicy;
        MethodsPolicy = original.MethodsPolicy;
        Operations = original.Operations;
        _scope = new Lazy<ScopeIndex>(() => new ScopeIndex(this));
    }

    public int Version { get; init; }
    public required TenantInfo Info { get; init; }
    public DirectoryTable<User> Users { get; init; } = DirectoryTable<User>.Empty;

    public ImmutableDictionary<string, Guid> UserIdsByUpn { get; init; } =
        ImmutableDictionary.Create<string, Guid>(StringComparer.OrdinalIgnoreCase);

    public DirectoryTable<Group> Groups { get; init; } = DirectoryTable<Group>.Empty;
    public ImmutableDictionary<Guid, User> DeletedUsers { get; init; } = ImmutableDictionary<Guid, User>.Empty;
    public ImmutableDictionary<Guid, Group> DeletedGroups { get; init; } = ImmutableDictionary<Guid, Group>.Empty;
    public ImmutableArray<RoleAssignment> RoleAssignments { get; init; } = [];
    public ImmutableArray<GroupEligibility> GroupEligibilities { get; init; } = [];
    public SsprPolicy SsprPolicy { get; init; } = new();
    public OnPremisesPolicy OnPremisesPolicy { get; init; } = new();
    public AuthorizationPolicy AuthorizationPolicy { get; init; } = new();
    public MethodsPolicy MethodsPolicy { get; init; } = new();
    public ImmutableDictionary<Guid, ResetOperation> Operations { get; init; } = ImmutableDictionary<Guid, ResetOperation>.Empty;

    /// <summary>Who is in the policy's scope and who is an administrator; computed once per state.</summary>
    public ScopeIndex Scope => _scope.Value;

    public User? FindUser(string idOrUpn) =>
        Guid.TryParse(idOrUpn, out Guid id) ? Users.Find(id)
        : UserIdsByUpn.TryGetValue(idOrUpn, out Guid byUpn) ? Users.Find(byUpn)
        : null;

    public IDirectoryObject? FindObject(Guid id) => (IDirectoryObject?)Users.Find(id) ?? Groups.Find(id);

    public IEnumerable<IDirectoryObject> MembersOf(Group group) => group.Members.InOrder.Select(FindObject).OfType<IDirectoryObject>();

    /// <summary>Every member reached through nested groups, each once; the group itself is not its own member.</summary>
    public IReadOnlyList<IDirectoryObject> TransitiveMembersOf(Group group)
    {
        List<IDirectoryObject> found = [];
        HashSet<Guid> seen = [group.Id];
        Queue<Group> open = new([group]);
        while (open.TryDequeue(out Group? next))
        {
            foreach (IDirectoryObject member in MembersOf(next))
            {
                if (!seen.Add(member.Id))
                {
                    continue;
                }

                found.Add(member);
                if (member is Group nested)
                {
                    open.Enqueue(nested);
                }
            }
        }

        return found;
    }

    public IEnumerable<Group> GroupsOf(Guid memberId) => Groups.InOrder.Where(group => group.Members.Contains(memberId));

    public IReadOnlyList<Group> TransitiveGroupsOf(Guid memberId)
    {
        List<Group> found = [];
        HashSet<Guid> seen = [];
        Queue<Guid> open = new([memberId]);
        while (open.TryDequeue(out Guid next))
        {
            foreach (Group group in GroupsOf(next).Where(group => seen.Add(group.Id)))
            {
                found.Add(group);
                open.Enqueue(group.Id);
            }
        }

        return found;
    }

    /// <summary>Roles of a user, directly or through a group; with or without the merely eligible ones.</summary>
    public IEnumerable<RoleAssignment> RolesOf(Guid userId, bool includeEligible)
    {
        HashSet<Guid> principals = [userId, .. TransitiveGroupsOf(userId).Select(group => group.Id)];
        return RoleAssignments.Where(role => principals.Contains(role.PrincipalId) && (includeEligible || !role.Eligible));
    }

    /// <summary>Units of a product that users hold.</summary>
    public int ConsumedUnits(Guid skuId) => Scope.ConsumedUnits.GetValueOrDefault(skuId);
}
