using SsprTools.Graph.Connection;

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

    internal static SsprGroupMember OfUser(DirectoryUser user) => new()
    {
        Id = user.Id,
        Kind = "User",
        DisplayName = user.DisplayName,
        UserPrincipalName = user.UserPrincipalName,
    };
}
