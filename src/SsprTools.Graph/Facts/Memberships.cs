using System.Text.Json;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>
/// Who is in which group, nested groups included. For a few users each is asked for; for many the groups are listed once, which costs no request
/// per user. Permission: GroupMember.Read.All.
/// </summary>
internal sealed class Memberships(SsprConnection connection, FactReading reading)
{
    private const int PerQuestion = 20;
    private const string Source = "group membership, nested groups included";

    private readonly Dictionary<string, Fact<HashSet<string>>> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string User, string Group), Fact<bool>> _asked = [];

    /// <summary>Makes the answers ready for these users.</summary>
    /// <param name="list">Whether to list the groups; else each user is asked for.</param>
    public async Task PrepareAsync(IReadOnlyCollection<string> users, IReadOnlyCollection<string> groups, bool list, CancellationToken cancellationToken)
    {
        _asked.Clear();
        var left = groups.Where(group => !_members.ContainsKey(group)).ToList();
        if (!list)
        {
            await AskAsync(users, left, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var group in left)
        {
            _members[group] = await reading.ReadAsync(
                Source, async () => (HashSet<string>?)await new TransitiveMembers(connection).IdsAsync(group, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the user is in the group; both must have been prepared.</summary>
    public Fact<bool> Of(string user, string group) =>
        _members.TryGetValue(group, out var members) ? members.Map(found => found.Contains(user))
            : _asked.TryGetValue((user, group), out var answer) ? answer
            : Fact<bool>.Unknown("the membership was not read.");

    private async Task AskAsync(IEnumerable<string> users, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        var questions = groups.Chunk(PerQuestion).ToList();
        var steps = users.SelectMany(user => questions.Select(chunk => new BatchStep<(string User, string[] Groups)>((user, chunk), "POST", $"users/{ODataText.Segment(user)}/checkMemberGroups")
        {
            Body = JsonSerializer.Serialize(new GroupIdList(chunk), FactsJson.Default.GroupIdList),
            IsRead = true,
        })).ToList();
        foreach (var ((user, chunk), answer) in await reading.SendAsync(steps, cancellationToken).ConfigureAwait(false))
        {
            var found = reading.From(Source, answer, result => result.Read(FactsJson.Default.GroupIdAnswer).Value ?? throw StepResult.Unreadable(null));
            foreach (var group in chunk)
            {
                _asked[(user, group)] = found.Map(ids => ids.Contains(group, StringComparer.OrdinalIgnoreCase));
            }
        }
    }
}
