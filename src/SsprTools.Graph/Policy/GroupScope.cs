using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Turns reset on for one group, and off. Permissions: the portal's API (delegated, Authentication Policy Administrator), Group.Read.All.
/// </summary>
public sealed class GroupScope(SsprConnection connection)
{
    private readonly PortalPolicyClient _portal = new(connection);
    private readonly GroupDirectory _groups = new(connection);

    /// <summary>Plans scope Selected with this group.</summary>
    /// <param name="identity">Object id or display name.</param>
    /// <param name="force">Also when another group is selected now, or everyone.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.AnotherGroupSelected"/></exception>
    public async Task<PolicyPlan> PlanEnableAsync(string identity, bool force, CancellationToken cancellationToken)
    {
        RequirePortal($"Self service password reset enabled: Selected; Select group: '{identity}'; Save");
        var group = await _groups.GetAsync(identity, cancellationToken).ConfigureAwait(false);
        var before = await _portal.GetAsync(withGroupName: false, cancellationToken).ConfigureAwait(false);
        var others = before.GroupIds.Where(id => !Same(id, group.Id)).ToList();
        var warning = before.Scope switch
        {
            SsprScope.All => "This takes self-service reset away from everyone who is not in the group.",
            SsprScope.Selected when others.Count > 0 => $"This takes self-service reset away from the members of {string.Join(", ", others)}.",
            _ => null,
        };
        if (warning is not null && !force)
        {
            var now = before.Scope == SsprScope.All ? "for everyone (scope All)" : $"for another group ({string.Join(", ", others)})";
            throw new SsprException(
                SsprErrorId.AnotherGroupSelected,
                $"Self-service password reset is on {now}; the policy holds one group at a time. {warning}",
                "Give -Force if that is meant, or add the new group to the one that is selected: nested groups count.",
                group.DisplayName);
        }

        var after = before.With(SsprScope.Selected, [group.Id]);
        return await PlanAsync(before, after, group, warning, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans scope None.</summary>
    /// <param name="identity">Only if this group is the selected one; whatever is on when absent.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.AnotherGroupSelected"/></exception>
    public async Task<PolicyPlan> PlanDisableAsync(string? identity, CancellationToken cancellationToken)
    {
        RequirePortal("Self service password reset enabled: None; Save");
        var group = identity is null ? null : await _groups.GetAsync(identity, cancellationToken).ConfigureAwait(false);
        var before = await _portal.GetAsync(withGroupName: false, cancellationToken).ConfigureAwait(false);
        if (group is not null && before.Scope != SsprScope.None && !(before.Scope == SsprScope.Selected && before.GroupIds is [var only] && Same(only, group.Id)))
        {
            var now = before.Scope == SsprScope.All ? "everyone (scope All)" : before.GroupIds.Count == 0 ? "no group" : string.Join(", ", before.GroupIds);
            throw new SsprException(
                SsprErrorId.AnotherGroupSelected,
                $"Self-service password reset is not on for '{group.DisplayName}' but for {now}.",
                "Leave -Identity out to turn reset off for whomever it is on.",
                group.DisplayName);
        }

        var after = before.With(SsprScope.None, before.GroupIds);
        return await PlanAsync(before, after, group, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans the scope and group of a backup; every other setting stays as it is now.</summary>
    /// <param name="path">A file that an earlier change wrote.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/>, <see cref="SsprErrorId.GroupNotFound"/></exception>
    public async Task<PolicyPlan> PlanRestoreAsync(string path, CancellationToken cancellationToken)
    {
        RequirePortal("set scope and group as the backup file says; Save");
        var wanted = PolicyBackup.Read(path, connection).Policy;
        DirectoryGroup? group = null;
        if (wanted.Scope == SsprScope.Selected)
        {
            // A group that was deleted since would leave reset on for nobody.
            foreach (var id in wanted.GroupIds)
            {
                group = await _groups.GetAsync(id, cancellationToken).ConfigureAwait(false);
            }
        }

        var before = await _portal.GetAsync(withGroupName: false, cancellationToken).ConfigureAwait(false);
        var after = before.With(wanted.Scope, wanted.GroupIds);
        return await PlanAsync(before, after, group, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the change, and reads it back.</summary>
    /// <param name="plan">The plan that was agreed to.</param>
    /// <param name="backupPath">A new file, or a folder; the user's own when absent.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.BackupFailed"/>, <see cref="SsprErrorId.PolicyChangedMeanwhile"/></exception>
    public Task<SsprPolicyChange> ApplyAsync(PolicyPlan plan, string? backupPath, CancellationToken cancellationToken) =>
        new PolicyWriter(connection).ApplyAsync(plan, backupPath, cancellationToken);

    private async Task<PolicyPlan> PlanAsync(
        PolicyDocument before, PolicyDocument after, DirectoryGroup? group, string? warning, CancellationToken cancellationToken)
    {
        var changes = new List<PolicyDifference>();
        if (before.Scope != after.Scope)
        {
            changes.Add(new PolicyDifference(PolicyCatalogue.Scope, before.Scope, after.Scope));
        }

        if (!before.GroupIds.SequenceEqual(after.GroupIds, StringComparer.OrdinalIgnoreCase))
        {
            changes.Add(new PolicyDifference(
                PolicyCatalogue.SelectedGroup,
                await GroupAsync(before, group, cancellationToken).ConfigureAwait(false),
                await GroupAsync(after, group, cancellationToken).ConfigureAwait(false)));
        }

        return new PolicyPlan(before, after, changes) { Group = group, Warning = warning };
    }

    /// <summary>The selected group with its name, which is only for people to read: without it the id has to do.</summary>
    private async Task<object> GroupAsync(PolicyDocument policy, DirectoryGroup? known, CancellationToken cancellationToken)
    {
        if (policy.GroupIds.Count != 1)
        {
            return string.Join(", ", policy.GroupIds);
        }

        var id = policy.GroupIds[0];
        if (known is not null && Same(known.Id, id))
        {
            return new SelectedGroup(id, known.DisplayName);
        }

        try
        {
            var group = await _groups.FindAsync(id, cancellationToken).ConfigureAwait(false);
            return new SelectedGroup(id, group?.DisplayName);
        }
        catch (SsprException error) when (error.ErrorId is SsprErrorId.PermissionMissing or SsprErrorId.GraphRequestFailed)
        {
            return new SelectedGroup(id, null);
        }
    }

    private void RequirePortal(string clicks)
    {
        if (!connection.PortalApi)
        {
            throw PortalSteps.NotEnabled(connection.Cloud, clicks);
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
