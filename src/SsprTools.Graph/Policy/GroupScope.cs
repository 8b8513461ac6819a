using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Turns reset on for one group, and off. Permissions: the portal's API (delegated, Authentication Policy Administrator), Group.Read.All.
/// </summary>
public sealed class GroupScope(SsprConnection connection)
{
    private readonly PolicyPlanner _planner = new(connection);
    private readonly GroupNames _names = new(connection);

    /// <summary>Plans scope Selected with this group.</summary>
    /// <param name="identity">Object id or display name.</param>
    /// <param name="force">Also when another group is selected now, or everyone.</param>
    /// <param name="assisted">A person does it in the portal.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.AnotherGroupSelected"/></exception>
    public async Task<PolicyPlan> PlanEnableAsync(string identity, bool force, bool assisted, CancellationToken cancellationToken)
    {
        var (wish, group) = await WishAsync(SsprScope.Selected, identity, assisted, cancellationToken).ConfigureAwait(false);
        var plan = await _planner.PlanAsync(wish, assisted, cancellationToken).ConfigureAwait(false);
        plan.Group = _names.Find(group!.Id);
        var warnings = plan.Warnings.Where(warning => warning.StartsWith("This takes", StringComparison.Ordinal)).ToList();
        if (warnings.Count == 0 || force)
        {
            return plan;
        }

        var before = plan.Before.Portal!;
        var now = before.Scope == SsprScope.All ? "for everyone (scope All)" : $"for another group ({string.Join(", ", before.GroupIds)})";
        throw new SsprException(
            SsprErrorId.AnotherGroupSelected,
            $"Self-service password reset is on {now}; the policy holds one group at a time. {string.Join(' ', warnings)}",
            before.Scope == SsprScope.All
                ? "Give -Force if that is meant."
                : "Give -Nest to put this group into the one that is selected: nested groups count. Give -Force to replace it.",
            plan.Group?.DisplayName);
    }

    /// <summary>Plans scope None.</summary>
    /// <param name="identity">Only if this group is the selected one; whatever is on when absent.</param>
    /// <param name="assisted">A person does it in the portal.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.AnotherGroupSelected"/></exception>
    public async Task<PolicyPlan> PlanDisableAsync(string? identity, bool assisted, CancellationToken cancellationToken)
    {
        var (wish, group) = await WishAsync(SsprScope.None, identity, assisted, cancellationToken).ConfigureAwait(false);
        var plan = await _planner.PlanAsync(wish, assisted, cancellationToken).ConfigureAwait(false);
        plan.Group = group is null ? null : _names.Find(group.Id);
        if (group is not null && plan.Before.Portal is { Scope: not SsprScope.None } before
            && !(before.Scope == SsprScope.Selected && before.GroupIds is [var only] && string.Equals(only, group.Id, StringComparison.OrdinalIgnoreCase)))
        {
            var now = before.Scope == SsprScope.All ? "everyone (scope All)" : before.GroupIds.Count == 0 ? "no group" : string.Join(", ", before.GroupIds);
            throw new SsprException(
                SsprErrorId.AnotherGroupSelected,
                $"Self-service password reset is not on for '{group}' but for {now}.",
                "Leave -Identity out to turn reset off for whomever it is on.",
                group.DisplayName);
        }

        return plan;
    }

    /// <summary>Plans the scope and group of a backup; every other setting stays as it is now.</summary>
    /// <param name="path">A file that an earlier change wrote.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/>, <see cref="SsprErrorId.GroupNotFound"/></exception>
    public Task<PolicyPlan> PlanRestoreAsync(string path, CancellationToken cancellationToken) => _planner.PlanRestoreAsync(
        path, setting => setting.Setting is PolicyCatalogue.Scope or PolicyCatalogue.SelectedGroup, cancellationToken);

    private async Task<(PolicyWish Wish, SelectedGroup? Group)> WishAsync(SsprScope scope, string? identity, bool assisted, CancellationToken cancellationToken)
    {
        var change = new Dictionary<string, object?> { [PolicyCatalogue.Scope] = scope };
        if (identity is not null && scope == SsprScope.Selected)
        {
            change[PolicyCatalogue.SelectedGroup] = identity;
        }

        var wish = PolicyWish.Of(change);
        _planner.RequireRoute(wish, assisted);
        if (identity is null)
        {
            return (wish, null);
        }

        // A group that is only named to be sure of it is looked up all the same.
        var named = await _names.ResolveAsync(PolicyWish.Of(new Dictionary<string, object?> { [PolicyCatalogue.SelectedGroup] = identity }), cancellationToken).ConfigureAwait(false);
        var group = (SelectedGroup)named.Values[0].Value;
        return (scope == SsprScope.Selected ? wish.With(PolicyCatalogue.SelectedGroup, group) : wish, group);
    }
}
