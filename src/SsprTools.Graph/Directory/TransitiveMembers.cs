using System.Text.Json.Serialization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

/// <summary>The users in a group and in the groups nested in it. Permission: GroupMember.Read.All.</summary>
public sealed class TransitiveMembers(SsprConnection connection)
{
    /// <summary>The object ids of all users.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/></exception>
    public Task<HashSet<string>> IdsAsync(DirectoryGroup group, CancellationToken cancellationToken) => IdsAsync(group.Id, cancellationToken);

    /// <inheritdoc cref="IdsAsync(DirectoryGroup, CancellationToken)"/>
    /// <param name="groupId">The group's object id.</param>
    public async Task<HashSet<string>> IdsAsync(string groupId, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // A cast makes this an advanced query, which needs $count and the header (facts/graph.md 1.3); the count also proves the list whole.
        var path = $"v1.0/groups/{ODataText.Segment(groupId)}/transitiveMembers/microsoft.graph.user?$select=id&$top=999&$count=true";
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, MemberJson.Default.PageMemberId, eventual: true, cancellationToken).ConfigureAwait(false))
        {
            ids.UnionWith(page.Select(member => member.Id));
        }

        return ids;
    }
}

/// <summary>A member as far as it is needed here.</summary>
internal sealed record MemberId
{
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";
}

[JsonSerializable(typeof(Page<MemberId>))]
internal sealed partial class MemberJson : JsonSerializerContext;
