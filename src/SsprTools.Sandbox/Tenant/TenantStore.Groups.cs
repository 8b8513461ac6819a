using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Tenant;

/// <content>Groups and their members.</content>
internal sealed partial class TenantStore
{
    public Group CreateGroup(Actor by, Group group, IReadOnlyList<Guid> members)
    {
        Group created = group;
        Change(state =>
        {
            created = group with { Sequence = NextSequence(), CreatedDateTime = Now(), Members = MemberList.Of(members) };
            foreach (Guid member in members)
            {
                RequireObject(state, member);
            }

            if (_faults.Take(FaultNames.GroupNotCreated, group.DisplayName))
            {
                return state;
            }

            if (members.Count > 0 && _faults.Take(FaultNames.MemberNotAdded, group.DisplayName))
            {
                created = created with { Members = MemberList.Empty };
            }

            _audit.Write(AuditEvents.GroupAdded(by, created));
            foreach (IDirectoryObject member in created.Members.InOrder.Select(state.FindObject).OfType<IDirectoryObject>())
            {
                _audit.Write(AuditEvents.MemberAdded(by, created, member));
            }

            return state with { Groups = state.Groups.Add(created) };
        });
        return created;
    }

    public void UpdateGroup(Actor by, Guid groupId, Func<Group, Group> update) => Change(state =>
    {
        Group before = RequireGroup(state, groupId);
        Group after = update(before);
        _audit.Write(AuditEvents.GroupUpdated(by, before, after));
        return state with { Groups = state.Groups.Replace(after) };
    });

    public void DeleteGroup(Actor by, Guid groupId) => Change(state =>
    {
        Group group = RequireGroup(state, groupId);
        if (_faults.Take(FaultNames.GroupNotDeleted, group.DisplayName, groupId.ToString()))
        {
            return state;
        }

        _audit.Write(AuditEvents.GroupDeleted(by, group));
        TenantState next = state with { Groups = state.Groups.Remove(group) };
        foreach (Group parent in next.GroupsOf(groupId).ToList())
        {
            next = next with { Groups = next.Groups.Replace(parent with { Members = parent.Members.Remove(groupId) }) };
        }

        // Unified groups are kept for 30 days; security groups are gone at once.
        return group.GroupTypes.Contains("Unified")
            ? next with { DeletedGroups = next.DeletedGroups.Add(groupId, group with { DeletedDateTime = Now() }) }
            : next;
    });

    /// <summary>Adds members, all or nothing: one bad or present member fails the whole change (graph.md 1.3).</summary>
    public void AddMembers(Actor by, Guid groupId, IReadOnlyList<Guid> members) => Change(state =>
    {
        Group group = RequireGroup(state, groupId);
        HashSet<Guid> seen = [];
        List<IDirectoryObject> added = [];
        foreach (Guid id in members)
        {
            if (!seen.Add(id))
            {
                throw new TenantRuleException(TenantRule.DuplicateReference, id.ToString());
            }

            if (group.Members.Contains(id))
            {
                throw new TenantRuleException(TenantRule.AlreadyMember, id.ToString());
            }

            if (id == groupId)
            {
                throw new TenantRuleException(TenantRule.MemberOfItself, id.ToString());
            }

            added.Add(RequireObject(state, id));
        }

        List<string?> texts = [group.DisplayName, groupId.ToString()];
        texts.AddRange(added.SelectMany(member => new[] { member.DisplayName, member.Id.ToString(), (member as User)?.UserPrincipalName }));
        if (_faults.Take(FaultNames.MemberNotAdded, texts))
        {
            return state;
        }

        MemberList list = group.Members;
        foreach (IDirectoryObject member in added)
        {
            list = list.Add(member.Id);
            _audit.Write(AuditEvents.MemberAdded(by, group, member));
        }

        return state with { Groups = state.Groups.Replace(group with { Members = list }) };
    });

    public void RemoveMember(Actor by, Guid groupId, Guid memberId) => Change(state =>
    {
        Group group = RequireGroup(state, groupId);
        if (!group.Members.Contains(memberId))
        {
            throw new TenantRuleException(TenantRule.NotMember, memberId.ToString());
        }

        IDirectoryObject member = RequireObject(state, memberId);
        if (_faults.Take(
            FaultNames.MemberNotRemoved, group.DisplayName, groupId.ToString(), memberId.ToString(), (member as User)?.UserPrincipalName))
        {
            return state;
        }

        _audit.Write(AuditEvents.MemberRemoved(by, group, member));
        return state with { Groups = state.Groups.Replace(group with { Members = group.Members.Remove(memberId) }) };
    });

    private static IDirectoryObject RequireObject(TenantState state, Guid id) =>
        state.FindObject(id) ?? throw new TenantRuleException(TenantRule.NotFound, id.ToString());
}
