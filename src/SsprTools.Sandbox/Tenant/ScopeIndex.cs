namespace SsprTools.Sandbox.Tenant;

/// <summary>Sets that would be dear to compute per user: the policy's group with everyone nested in it, administrators, licence counts.</summary>
internal sealed class ScopeIndex
{
    private readonly HashSet<Guid> _selected = [];
    private readonly HashSet<Guid> _administrators = [];
    private readonly HashSet<Guid> _roleHolders = [];

    public ScopeIndex(TenantState state)
    {
        foreach (Guid groupId in state.SsprPolicy.EnabledGroupIds)
        {
            if (state.Groups.Find(groupId) is { } group)
            {
                _selected.UnionWith(state.TransitiveMembersOf(group).Select(member => member.Id));
            }
        }

        // graph.md 3.9: since 2023 eligible and group-based assignments count as well.
        foreach (RoleAssignment assignment in state.RoleAssignments)
        {
            IEnumerable<Guid> holders = state.Groups.Find(assignment.PrincipalId) is { } group
                ? HoldersThrough(state, group)
                : [assignment.PrincipalId];
            foreach (Guid holder in holders)
            {
                _ = _roleHolders.Add(holder);
                if (DirectoryRoles.Get(assignment.RoleTemplateId).IsAdministrator)
                {
                    _ = _administrators.Add(holder);
                }
            }
        }

        foreach (LicenseAssignment license in state.Users.InOrder.SelectMany(user => user.Licenses))
        {
            ConsumedUnits[license.SkuId] = ConsumedUnits.GetValueOrDefault(license.SkuId) + 1;
        }
    }

    // Members, and who may make themselves one (PIM for Groups): eligibility counts as much as the membership.
    private static IEnumerable<Guid> HoldersThrough(TenantState state, Group group)
    {
        IEnumerable<Guid> eligible = state.GroupEligibilities
            .Where(item => item.GroupId == group.Id && item.AccessId == "member")
            .SelectMany(item => state.Groups.Find(item.PrincipalId) is { } nested
                ? state.TransitiveMembersOf(nested).Select(member => member.Id)
                : [item.PrincipalId]);
        return state.TransitiveMembersOf(group).Select(member => member.Id).Concat(eligible);
    }

    public Dictionary<Guid, int> ConsumedUnits { get; } = [];

    public bool IsSelected(Guid userId) => _selected.Contains(userId);

    /// <summary>Holds a role to which the administrators' reset policy applies.</summary>
    public bool IsAdministrator(Guid userId) => _administrators.Contains(userId);

    /// <summary>Holds any directory role: the report's isAdmin.</summary>
    public bool HoldsRole(Guid userId) => _roleHolders.Contains(userId);
}
