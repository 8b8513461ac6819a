namespace SsprTools.Sandbox.Tenant;

/// <summary>Principals, and whoever is in some groups, directly or through groups nested in them. Keeps the groups, not their members.</summary>
internal sealed class MemberSet
{
    private readonly HashSet<Guid> _ids = [];
    private readonly Dictionary<Guid, MemberList> _groups = [];

    public void Add(Guid id) => _ids.Add(id);

    public void AddMembersOf(TenantState state, Guid groupId)
    {
        if (state.Groups.Find(groupId) is not { } group || !_groups.TryAdd(groupId, group.Members))
        {
            return;
        }

        foreach (Guid member in group.Members.Added.Where(member => state.Groups.Find(member) is not null))
        {
            AddMembersOf(state, member);
        }
    }

    public bool Contains(Guid id)
    {
        if (_ids.Contains(id))
        {
            return true;
        }

        foreach (MemberList members in _groups.Values)
        {
            if (members.Contains(id))
            {
                return true;
            }
        }

        return false;
    }
}
