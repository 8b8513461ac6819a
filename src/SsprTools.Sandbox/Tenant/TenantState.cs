using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>One immutable state of the whole tenant. Lagging reads and the report look at an older one.</summary>
internal sealed record TenantState
{
    private readonly Lazy<ScopeIndex> _scope;
    private readonly ConcurrentDictionary<Guid, List<Guid>> _transitive;

    public TenantState() => (_scope, _transitive) = (new Lazy<ScopeIndex>(() => new ScopeIndex(this)), []);

    // A copy must not inherit what was worked out from the state it was made from.
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
        (_scope, _transitive) = (new Lazy<ScopeIndex>(() => new ScopeIndex(this)), []);
    }

    public int Version { get; init; }
    public required TenantInfo Info { get; init; }
    public DirectoryTable<User> Users { get; init; } = DirectoryTable<User>.Empty;

    public UpnIndex UserIdsByUpn { get; init; } = UpnIndex.Empty;

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
    public IEnumerable<IDirectoryObject> TransitiveMembersOf(Group group) => TransitiveIdsOf(group).Select(FindObject).OfType<IDirectoryObject>();

    /// <summary>The ids of <see cref="TransitiveMembersOf"/>; kept, because each page of a long list asks for them.</summary>
    public IReadOnlyList<Guid> TransitiveIdsOf(Group group) => HasGroups(group) ? _transitive.GetOrAdd(group.Id, _ => Collect(group)) : group.Members.InOrder;

    public bool HasGroups(Group group) => group.Members.Added.Any(id => Groups.Find(id) is not null);

    private List<Guid> Collect(Group group)
    {
        List<Guid> found = [];
        HashSet<Guid> seen = [group.Id];
        Queue<Group> open = new([group]);
        while (open.TryDequeue(out Group? next))
        {
            foreach (Guid id in next.Members.InOrder.Where(seen.Add))
            {
                found.Add(id);
                if (Groups.Find(id) is { } nested)
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
