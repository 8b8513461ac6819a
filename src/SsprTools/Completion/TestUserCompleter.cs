using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;

namespace SsprTools.Completion;

/// <summary>Completes user principal names of test users only, so that nobody else's is a Tab away from being removed.</summary>
internal sealed class TestUserCompleter : TenantCompleter
{
    private const int Most = 50;

    protected override async Task<IReadOnlyList<(string Text, string Tooltip)>> AskAsync(
        SsprConnection connection, string typed, CancellationToken cancellationToken)
    {
        var found = new List<(string Text, string Tooltip)>();
        await foreach (var page in new TestUsers(connection).ListAsync(expired: false, cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(page
                .Where(user => Starts(user.User.UserPrincipalName, typed) || Starts(user.User.DisplayName, typed))
                .Select(user => (user.User.UserPrincipalName, $"{user.User.DisplayName}, {user.User.EmployeeType}")));
            if (found.Count >= Most)
            {
                break;
            }
        }

        return found;
    }

    private static bool Starts(string? name, string typed) => name?.StartsWith(typed, StringComparison.OrdinalIgnoreCase) == true;
}
