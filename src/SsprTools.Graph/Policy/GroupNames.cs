using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>Looks up the groups that a change names, and the names of those that the policy knows by id only.</summary>
internal sealed class GroupNames(SsprConnection connection)
{
    private readonly GroupDirectory _groups = new(connection);
    private readonly Dictionary<string, DirectoryGroup?> _known = new(StringComparer.OrdinalIgnoreCase);

    public DirectoryGroup? Find(string id) => _known.GetValueOrDefault(id);

    /// <summary>The wish with ids for names.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.GroupNotFound"/>, <see cref="SsprErrorId.AmbiguousGroup"/></exception>
    public async Task<PolicyWish> ResolveAsync(PolicyWish wish, CancellationToken cancellationToken)
    {
        foreach (var (setting, value) in wish.Values)
        {
            if (value is SelectedGroup group)
            {
                wish = wish.With(setting.Setting, await GetAsync(group.Id, cancellationToken).ConfigureAwait(false));
            }
            else if (value is MethodTargets { Groups.Count: > 0 } targets)
            {
                var found = new List<SelectedGroup>();
                foreach (var target in targets.Ids)
                {
                    found.Add(target == MethodTargets.EveryoneId ? new(target, null) : await GetAsync(target, cancellationToken).ConfigureAwait(false));
                }

                wish = wish.With(setting.Setting, new MethodTargets(found.DistinctBy(target => target.Id, StringComparer.OrdinalIgnoreCase)));
            }
        }

        return wish;
    }

    /// <summary>A group that was deleted since a backup would leave reset on for nobody.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.GroupNotFound"/></exception>
    public async Task RequireAsync(IEnumerable<PolicyEdit> edits, CancellationToken cancellationToken)
    {
        var all = edits.ToList();
        var selected = all.Exists(edit => edit is { Section: PolicySection.Portal, Field: PolicyField.EnablementType, Raw: "1" });
        foreach (var id in all.Where(edit => selected && edit.Field == PolicyField.GroupIds).SelectMany(edit => JsonFields.Of((edit.Field, edit.Raw)).Node(edit.Field)?.AsArray().Select(id => $"{id}") ?? []))
        {
            await GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same changes with names where they can be read; they are for people only, so an id has to do where not.</summary>
    public async Task<IReadOnlyList<PolicyDifference>> NameAsync(IReadOnlyList<PolicyDifference> changes, CancellationToken cancellationToken)
    {
        var named = new List<PolicyDifference>();
        foreach (var change in changes)
        {
            named.Add(change with
            {
                Before = await NameAsync(change.Before, cancellationToken).ConfigureAwait(false),
                After = await NameAsync(change.After, cancellationToken).ConfigureAwait(false),
            });
        }

        return named;
    }

    private async Task<object?> NameAsync(object? value, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case SelectedGroup { DisplayName: null } group:
                return new SelectedGroup(group.Id, await NameAsync(group.Id, cancellationToken).ConfigureAwait(false));
            case MethodTargets { Groups.Count: > 0 } targets:
                var found = new List<SelectedGroup>();
                foreach (var id in targets.Ids)
                {
                    found.Add(new(id, id == MethodTargets.EveryoneId ? null : await NameAsync(id, cancellationToken).ConfigureAwait(false)));
                }

                return new MethodTargets(found);
            default:
                return value;
        }
    }

    private async Task<string?> NameAsync(string id, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(id, out var group))
        {
            try
            {
                group = await _groups.FindAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException error) when (error.ErrorId is SsprErrorId.PermissionMissing or SsprErrorId.GraphRequestFailed or SsprErrorId.AmbiguousGroup)
            {
                group = null;
            }

            _known[id] = group;
        }

        return group?.DisplayName;
    }

    private async Task<SelectedGroup> GetAsync(string identity, CancellationToken cancellationToken)
    {
        var group = Find(identity) ?? await _groups.GetAsync(identity, cancellationToken).ConfigureAwait(false);
        _known[group.Id] = group;
        return new SelectedGroup(group.Id, group.DisplayName);
    }
}
