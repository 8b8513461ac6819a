using System.Runtime.CompilerServices;
using Microsoft.Graph.Models;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>
/// Reads and changes who is in a group. Permissions: GroupMember.Read.All, GroupMember.ReadWrite.All. Source: facts/graph.md 1.3.
/// </summary>
public sealed class GroupMembership(SsprConnection connection)
{
    /// <summary>How many members one bind takes.</summary>
    public const int BindSize = 20;

    /// <summary>The members, a page at a time.</summary>
    /// <param name="transitive">With the members of nested groups, who count for SSPR's scope.</param>
    public async IAsyncEnumerable<IReadOnlyList<SsprGroupMember>> ReadAsync(
        DirectoryGroup group, bool transitive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // No $select: names belong to the members' own types, which the collection's type does not declare.
        var path = $"v1.0/groups/{group.Id}/{(transitive ? "transitiveMembers" : "members")}?$top=999";
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, DirectoryJson.Default.PageDirectoryRow, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            yield return [.. page.Select(row => row.ToMember(group))];
        }
    }

    /// <summary>The object ids of the direct members.</summary>
    public async Task<IReadOnlySet<string>> IdsAsync(string groupId, CancellationToken cancellationToken) =>
        await IdsOfAsync($"v1.0/groups/{groupId}/members?$select=id&$top=999", cancellationToken).ConfigureAwait(false);

    /// <summary>The ids of the groups in which a user is a direct member; of other containers too.</summary>
    public async Task<IReadOnlySet<string>> GroupIdsOfUserAsync(string userId, CancellationToken cancellationToken) =>
        await IdsOfAsync($"v1.0/users/{userId}/memberOf?$select=id", cancellationToken).ConfigureAwait(false);

    /// <summary>The names of the groups in which a user is a direct member.</summary>
    public async Task<IReadOnlyList<string>> GroupNamesOfUserAsync(string userId, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, $"v1.0/users/{userId}/memberOf", DirectoryJson.Default.PageDirectoryRow, eventual: false, cancellationToken)
            .ConfigureAwait(false))
        {
            names.AddRange(page.Where(row => row.Type?.EndsWith(".group", StringComparison.OrdinalIgnoreCase) == true).Select(row => row.DisplayName ?? row.Id));
        }

        return names;
    }

    /// <summary>Adds members that are not in the group yet, twenty in a request, and reads back. One outcome each, in the order given.</summary>
    public async Task<IReadOnlyList<SsprMemberChange>> AddAsync(
        DirectoryGroup group, IReadOnlyList<SsprGroupMember> members, CancellationToken cancellationToken)
    {
        var changes = new List<SsprMemberChange>(members.Count);
        // The same id twice in one bind fails it (5.2).
        foreach (var chunk in members.DistinctBy(member => member.Id, StringComparer.OrdinalIgnoreCase).Chunk(BindSize))
        {
            changes.AddRange(await AddChunkAsync(group, chunk, cancellationToken).ConfigureAwait(false));
        }

        return await VerifyAsync(group, changes, ChangeStatus.Created, present: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes members out of the group, one request each, and reads back. One outcome each, in the order given.</summary>
    public async Task<IReadOnlyList<SsprMemberChange>> RemoveAsync(
        DirectoryGroup group, IReadOnlyList<SsprGroupMember> members, CancellationToken cancellationToken)
    {
        var changes = new List<SsprMemberChange>(members.Count);
        foreach (var member in members.DistinctBy(member => member.Id, StringComparer.OrdinalIgnoreCase))
        {
            changes.Add(await OneAsync(group, member, ChangeStatus.Removed, async () =>
            {
                try
                {
                    var address = new Uri(MemberReference.Of(group.Id, member.Id).Path, UriKind.Relative);
                    await SettleAsync(
                        group,
                        "The removal from",
                        async token => (await connection.GraphHttp.DeleteAsync(address, token).ConfigureAwait(false)).Dispose(),
                        ids => !ids.Contains(member.Id),
                        cancellationToken).ConfigureAwait(false);
                    return ChangeStatus.Removed;
                }
                catch (GraphException error) when (error.Error.Status == 404)
                {
                    // Somebody else was quicker; the read-back decides whether that is all.
                    return ChangeStatus.Unchanged;
                }
            }).ConfigureAwait(false));
        }

        return await VerifyAsync(group, changes, ChangeStatus.Removed, present: false, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="SsprException"><see cref="SsprErrorId.GroupDiffers"/>: nobody can add to this group by hand.</exception>
    public static void RequireAssigned(DirectoryGroup group)
    {
        if (group.MembershipRule is not null)
        {
            throw new SsprException(
                SsprErrorId.GroupDiffers,
                $"The group '{group.DisplayName}' is dynamic: a rule chooses its members.",
                "Change the rule in the Entra admin center, or take a group with assigned members.",
                group.DisplayName);
        }
    }

    private async Task<IReadOnlyList<SsprMemberChange>> AddChunkAsync(
        DirectoryGroup group, SsprGroupMember[] chunk, CancellationToken cancellationToken)
    {
        if (chunk.Length > 1)
        {
            try
            {
                await SettleAsync(
                    group,
                    "The addition to",
                    token => connection.Directory.Groups[group.Id].PatchAsync(
                        new Group { AdditionalData = { ["members@odata.bind"] = chunk.Select(member => ObjectAddress(member.Id)).ToList() } },
                        cancellationToken: token),
                    ids => chunk.All(member => ids.Contains(member.Id)),
                    cancellationToken).ConfigureAwait(false);
                return [.. chunk.Select(member => SsprMemberChange.Of(group, member, ChangeStatus.Created))];
            }
            catch (GraphException error) when (error.Error.Status is 400 or 404)
            {
                // All or nothing: one member that can't be added took the others along. One by one shows which.
            }
            catch (SsprException error)
            {
                return [.. chunk.Select(member => Failed(group, member, ChangeStatus.Created, error))];
            }
        }

        var changes = new List<SsprMemberChange>(chunk.Length);
        foreach (var member in chunk)
        {
            changes.Add(await OneAsync(group, member, ChangeStatus.Created, async () =>
            {
                try
                {
                    await SettleAsync(
                        group,
                        "The addition to",
                        token => connection.Directory.Groups[group.Id].Members.Ref.PostAsync(
                            new ReferenceCreate { OdataId = ObjectAddress(member.Id) }, cancellationToken: token),
                        ids => ids.Contains(member.Id),
                        cancellationToken).ConfigureAwait(false);
                    return ChangeStatus.Created;
                }
                catch (GraphException error) when (IsMemberAlready(error.Error))
                {
                    return ChangeStatus.Unchanged;
                }
            }).ConfigureAwait(false));
        }

        return changes;
    }

    private Task SettleAsync(
        DirectoryGroup group, string what, Func<CancellationToken, Task> write, Func<IReadOnlySet<string>, bool> shows, CancellationToken cancellationToken) =>
        LostWrite.SettleAsync(
            $"{what} group '{group.DisplayName}'",
            write,
            async token => shows(await IdsAsync(group.Id, token).ConfigureAwait(false)),
            connection.Clock.Local,
            cancellationToken);

    private static async Task<SsprMemberChange> OneAsync(
        DirectoryGroup group, SsprGroupMember member, ChangeStatus wanted, Func<Task<ChangeStatus>> write)
    {
        try
        {
            return SsprMemberChange.Of(group, member, await write().ConfigureAwait(false));
        }
        catch (SsprException error)
        {
            return Failed(group, member, wanted, error);
        }
    }

    private static SsprMemberChange Failed(DirectoryGroup group, SsprGroupMember member, ChangeStatus wanted, SsprException error)
    {
        var verb = wanted == ChangeStatus.Removed ? "removed" : "added";
        return SsprMemberChange.Of(group, member, ChangeStatus.Failed) with { Error = error, Remarks = [$"Not {verb}: {error.Message}"] };
    }

    private async Task<IReadOnlyList<SsprMemberChange>> VerifyAsync(
        DirectoryGroup group, List<SsprMemberChange> changes, ChangeStatus done, bool present, CancellationToken cancellationToken)
    {
        if (changes.TrueForAll(change => change.Status == ChangeStatus.Failed))
        {
            return changes;
        }

        bool Shows(IReadOnlySet<string> ids, SsprMemberChange change) => change.Status == ChangeStatus.Failed || ids.Contains(change.Id) == present;
        try
        {
            var ids = await ReadBack.UntilAsync(
                token => IdsAsync(group.Id, token),
                found => changes.TrueForAll(change => Shows(found, change)),
                connection.Clock.Local,
                cancellationToken).ConfigureAwait(false);
            var remark = done == ChangeStatus.Created
                ? "The service accepted the member, but does not show it in the group yet."
                : "The service accepted the removal, but still shows the member in the group.";
            return [.. changes.Select(change => Shows(ids, change) ? change : Unverified(change, remark, null))];
        }
        catch (SsprException error)
        {
            return
            [
                .. changes.Select(change => change.Status == ChangeStatus.Failed
                    ? change
                    : Unverified(change, $"The service accepted the change, but it could not be read back: {error.Message}", error)),
            ];
        }
    }

    private static SsprMemberChange Unverified(SsprMemberChange change, string remark, SsprException? error) =>
        change with { Status = ChangeStatus.Unverified, Remarks = [remark], Error = error };

    private async Task<IReadOnlySet<string>> IdsOfAsync(string path, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, DirectoryJson.Default.PageDirectoryRow, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            ids.UnionWith(page.Select(row => row.Id));
        }

        return ids;
    }

    // A reference must lie on the same cloud's host (1.3).
    private string ObjectAddress(string id) => new Uri(connection.Cloud.Graph, $"v1.0/directoryObjects/{id}").AbsoluteUri;

    private static bool IsMemberAlready(GraphError error) =>
        error.Status == 400 && error.Message?.Contains("already exist", StringComparison.OrdinalIgnoreCase) == true;
}
