using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Completion;

/// <summary>Completes names of groups; where several share a name, their ids.</summary>
internal sealed class GroupCompleter : TenantCompleter
{
    protected override async Task<IReadOnlyList<(string Text, string Tooltip)>> AskAsync(
        SsprConnection connection, string typed, CancellationToken cancellationToken)
    {
        var groups = await new NameSearch(connection).GroupsAsync(typed, cancellationToken).ConfigureAwait(false);
        return
        [
            .. groups
                .GroupBy(group => group.DisplayName, StringComparer.OrdinalIgnoreCase)
                .OrderBy(same => same.Key, StringComparer.OrdinalIgnoreCase)
                .SelectMany(same => same.Select(group => same.Count() == 1
                    ? (group.DisplayName, group.Description ?? "")
                    : (group.Id, $"{group.DisplayName} {group.Description}".TrimEnd()))),
        ];
    }
}
