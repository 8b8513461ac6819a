using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Widens the scope without touching the policy: a group goes into the selected one. Permissions: the portal's API to read, Group.Read.All,
/// GroupMember.ReadWrite.All.
/// </summary>
public sealed class GroupNesting(SsprConnection connection)
{
    private readonly GroupDirectory _groups = new(connection);
    private readonly GroupMembership _membership = new(connection);

    /// <summary>The nesting, or <see langword="null"/> where no other group is selected.</summary>
    /// <param name="identity">The group to nest; object id or display name.</param>
    public async Task<NestingPlan?> FindAsync(string identity, CancellationToken cancellationToken)
    {
        var group = await _groups.GetAsync(identity, cancellationToken).ConfigureAwait(false);
        var policy = (await new PolicyPlanner(connection).ReadAsync(PolicyPart.Portal, cancellationToken).ConfigureAwait(false)).Portal;
        if (policy is not { Scope: SsprScope.Selected, GroupIds: [var id, ..] } || string.Equals(id, group.Id, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var selected = await _groups.GetAsync(id, cancellationToken).ConfigureAwait(false);
        GroupMembership.RequireAssigned(selected);
        return new NestingPlan(selected, group, (await _membership.IdsAsync(id, cancellationToken).ConfigureAwait(false)).Contains(group.Id));
    }

    public async Task<SsprMemberChange> ApplyAsync(NestingPlan plan, CancellationToken cancellationToken) =>
        (await _membership.AddAsync(plan.Selected, [plan.Member], cancellationToken).ConfigureAwait(false))[0];
}
