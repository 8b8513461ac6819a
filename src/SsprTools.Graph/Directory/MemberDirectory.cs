using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>Finds what can be a member of a group: users, and groups for nesting.</summary>
public sealed class MemberDirectory(SsprConnection connection)
{
    private readonly UserDirectory _users = new(connection);
    private readonly GroupDirectory _groups = new(connection);

    /// <param name="identity">A user's UPN or object id, or a group's object id.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UserNotFound"/></exception>
    public async Task<SsprGroupMember> GetAsync(string identity, CancellationToken cancellationToken)
    {
        if (await _users.FindAsync(identity, cancellationToken).ConfigureAwait(false) is { } user)
        {
            return OfUser(user);
        }

        return Guid.TryParse(identity, out _) && await _groups.FindAsync(identity, cancellationToken).ConfigureAwait(false) is { } group
            ? new SsprGroupMember { Id = group.Id, Kind = "Group", DisplayName = group.DisplayName }
            : throw UserDirectory.NotFound(identity);
    }

    /// <summary>Many, in batches: each is found, or has the error that says why not.</summary>
    /// <param name="identities">Each once.</param>
    /// <exception cref="SsprException">It befalls all alike.</exception>
    public async Task<IReadOnlyDictionary<string, (SsprGroupMember? Member, SsprException? Error)>> GetManyAsync(
        IEnumerable<string> identities, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, (SsprGroupMember? Member, SsprException? Error)>(StringComparer.OrdinalIgnoreCase);
        var groups = new List<string>();
        var batch = new BatchClient(connection);
        await foreach (var answer in batch.SendAsync(identities.Select(identity => Step(identity, "users", "id,displayName,userPrincipalName")), cancellationToken).ConfigureAwait(false))
        {
            if (answer.GraphError?.Status == 404 && Guid.TryParse(answer.Key, out _))
            {
                groups.Add(answer.Key);
            }
            else
            {
                found[answer.Key] = Read(answer, row => new SsprGroupMember { Id = row.Id, Kind = "User", DisplayName = row.DisplayName, UserPrincipalName = row.UserPrincipalName });
            }
        }

        await foreach (var answer in batch.SendAsync(groups.Select(id => Step(id, "groups", "id,displayName")), cancellationToken).ConfigureAwait(false))
        {
            found[answer.Key] = Read(answer, row => new SsprGroupMember { Id = row.Id, Kind = "Group", DisplayName = row.DisplayName });
        }

        return found;
    }

    private static BatchStep<string> Step(string identity, string kind, string properties) =>
        new(identity, "GET", $"{kind}/{ODataText.Segment(identity)}?$select={properties}");

    private static (SsprGroupMember?, SsprException?) Read(BatchAnswer<string> answer, Func<DirectoryRow, SsprGroupMember> member)
    {
        try
        {
            return answer.GraphError?.Status == 404
                ? (null, UserDirectory.NotFound(answer.Key))
                : (member(answer.Read(DirectoryJson.Default.DirectoryRow)), null);
        }
        catch (SsprException error)
        {
            return (null, error);
        }
    }

    internal static SsprGroupMember OfUser(DirectoryUser user) => new()
    {
        Id = user.Id,
        Kind = "User",
        DisplayName = user.DisplayName,
        UserPrincipalName = user.UserPrincipalName,
    };
}
