using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Directory;

/// <summary>A few names that start as typed, for completion. One request each.</summary>
public sealed class NameSearch(SsprConnection connection)
{
    private const int Most = 50;

    /// <summary>Groups: display name, id.</summary>
    public async Task<IReadOnlyList<DirectoryGroup>> GroupsAsync(string typed, CancellationToken cancellationToken)
    {
        var answer = await connection.Directory.Groups.GetAsync(
            request =>
            {
                request.QueryParameters.Filter = typed.Length > 0 ? $"startswith(displayName,{ODataText.Literal(typed)})" : "securityEnabled eq true";
                request.QueryParameters.Select = GroupDirectory.Properties;
                request.QueryParameters.Top = Most;
            },
            cancellationToken).ConfigureAwait(false);
        return [.. (answer?.Value ?? []).Select(GroupDirectory.FromGraph)];
    }

    /// <summary>Users whose UPN or display name starts so.</summary>
    public async Task<IReadOnlyList<DirectoryUser>> UsersAsync(string typed, CancellationToken cancellationToken)
    {
        var literal = ODataText.Literal(typed);
        var answer = await connection.Directory.Users.GetAsync(
            request =>
            {
                request.QueryParameters.Filter = typed.Length > 0 ? $"startswith(userPrincipalName,{literal}) or startswith(displayName,{literal})" : null;
                request.QueryParameters.Select = ["id", "userPrincipalName", "displayName", "employeeType"];
                request.QueryParameters.Top = Most;
            },
            cancellationToken).ConfigureAwait(false);
        return [.. (answer?.Value ?? []).Select(UserDirectory.FromGraph)];
    }

    /// <summary>All licences of the tenant.</summary>
    public Task<IReadOnlyList<SubscribedLicense>> LicensesAsync(CancellationToken cancellationToken) =>
        new LicenseDirectory(connection).ListAsync(cancellationToken);
}
