using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>Finds groups. Permission: Group.Read.All.</summary>
public sealed class GroupDirectory(SsprConnection connection)
{
    internal static readonly string[] Properties =
        ["id", "displayName", "description", "securityEnabled", "mailEnabled", "membershipRule", "createdDateTime"];

    /// <summary>The group, or <see langword="null"/> if there is none.</summary>
    /// <param name="identity">Object id, or display name.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.AmbiguousGroup"/>: the name stands for several groups (facts/graph.md 1.3).</exception>
    public async Task<DirectoryGroup?> FindAsync(string identity, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(identity, out _))
        {
            return await FindByIdAsync(identity, cancellationToken).ConfigureAwait(false);
        }

        var answer = await connection.Directory.Groups.GetAsync(
            request =>
            {
                request.QueryParameters.Filter = $"displayName eq {ODataText.Literal(identity)}";
                request.QueryParameters.Select = Properties;
            },
            cancellationToken).ConfigureAwait(false);
        var found = answer?.Value ?? [];
        return found.Count switch
        {
            0 => null,
            1 => FromGraph(found[0]),
            _ => throw new SsprException(
                SsprErrorId.AmbiguousGroup,
                $"{found.Count} groups are called '{identity}': {string.Join(", ", found.Select(group => group.Id))}.",
                "Give the object id of the one that is meant.",
                identity),
        };
    }

    /// <summary>The group.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.GroupNotFound"/>, <see cref="SsprErrorId.AmbiguousGroup"/></exception>
    public async Task<DirectoryGroup> GetAsync(string identity, CancellationToken cancellationToken) =>
        await FindAsync(identity, cancellationToken).ConfigureAwait(false) ?? throw new SsprException(
            SsprErrorId.GroupNotFound,
            $"There is no group '{identity}' in this tenant.",
            "Check the spelling and the tenant (Get-SsprContext), or create it with New-SsprGroup.",
            identity);

    internal static DirectoryGroup FromGraph(Group group) => new()
    {
        Id = group.Id ?? "",
        DisplayName = group.DisplayName ?? "",
        Description = group.Description,
        SecurityEnabled = group.SecurityEnabled,
        MailEnabled = group.MailEnabled,
        MembershipRule = group.MembershipRule,
        CreatedDateTime = group.CreatedDateTime,
    };

    private async Task<DirectoryGroup?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var group = await connection.Directory.Groups[id]
                .GetAsync(request => request.QueryParameters.Select = Properties, cancellationToken).ConfigureAwait(false);
            return group is null ? null : FromGraph(group);
        }
        catch (GraphException error) when (error.Error.Status == 404)
        {
            return null;
        }
    }
}
