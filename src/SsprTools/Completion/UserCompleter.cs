using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Completion;

/// <summary>Completes user principal names, by the start of the name or of the display name.</summary>
internal sealed class UserCompleter : TenantCompleter
{
    protected override async Task<IReadOnlyList<(string Text, string Tooltip)>> AskAsync(
        SsprConnection connection, string typed, CancellationToken cancellationToken)
    {
        var users = await new NameSearch(connection).UsersAsync(typed, cancellationToken).ConfigureAwait(false);
        return [.. users.OrderBy(user => user.UserPrincipalName, StringComparer.OrdinalIgnoreCase).Select(user => (user.UserPrincipalName, user.DisplayName ?? ""))];
    }
}
