namespace SsprTools.Sandbox.Tenant;

/// <summary>What would be dear to work out per user: the policy's group with the groups nested in it, administrators, licence counts.</summary>
internal sealed class ScopeIndex
{
    private readonly MemberSet _selected = new();
    private readonly MemberSet _administrators = new();
    private readonly MemberSet _roleHolders = new();
    private readonly Lazy<Dictionary<Guid, int>> _consumedUnits;

    public ScopeIndex(TenantState state)
    {
        foreach (Guid groupId in state.SsprPolicy.EnabledGroupIds)
        {
            _selected.AddMembersOf(state, groupId);
        }

        // graph.md 3.9: since 2023 eligible and group-based assignments count as well.
        foreach (RoleAssignment assignment in state.RoleAssignments)
        {
            Add(_roleHolders, state, assignment.PrincipalId);
            if (DirectoryRoles.Get(assignment.RoleTemplateId).IsAdministrator)
            {
                Add(_administrators, state, assignment.PrincipalId);
            }
        }

        // Generated users have no licence until they are given one.
        _consumedUnits = new Lazy<Dictionary<Guid, int>>(() => state.Users.Kept.SelectMany(user => user.Licenses)
            .GroupBy(license => license.SkuId).ToDictionary(held => held.Key, held => held.Count()));
    }

    public Dictionary<Guid, int> ConsumedUnits => _consumedUnits.Value;

    public bool IsSelected(Guid userId) => _selected.Contains(userId);

    /// <summary>Holds a role to which the administrators' reset policy applies.</summary>
    public bool IsAdministrator(Guid userId) => _administrators.Contains(userId);

    /// <summary>Holds any directory role: the report's isAdmin.</summary>
    public bool HoldsRole(Guid userId) => _roleHolders.Contains(userId);

    private static void Add(MemberSet set, TenantState state, Guid principalId)
    {
        if (state.Groups.Find(principalId) is null)
        {
            set.Add(principalId);
        }
        else
        {
            set.AddMembersOf(state, principalId);

            // Who may make themselves a member (PIM for Groups): eligibility counts as much as the membership.
            foreach (GroupEligibility item in state.GroupEligibilities.Where(item => item.GroupId == principalId && item.AccessId == "member"))
            {
                set.Add(item.PrincipalId);
                set.AddMembersOf(state, item.PrincipalId);
            }
        }
    }
}
