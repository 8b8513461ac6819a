using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Testing;

/// <summary>The audit log as it goes on: each event once, although the log is late and not in order.</summary>
public sealed class EventFollower(SsprConnection connection)
{
    /// <summary>Between two looks: one request, where the budget is five in ten seconds (facts/graph.md 1.14).</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The events since a time, and then each new one, until cancelled. Each look goes back over the log's whole lateness, because an event can
    /// appear an hour after it happened.
    /// </summary>
    /// <param name="userIds">Only events about these users (object ids); empty: the whole tenant's.</param>
    /// <param name="since">Absent: only what happens from now on.</param>
    /// <param name="passedOver">Called when a look failed in a way that passes; the next one goes over the same time.</param>
    public async IAsyncEnumerable<SsprEvent> FollowAsync(
        IReadOnlyCollection<string> userIds, DateTimeOffset? since, Action<SsprException> passedOver, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = since ?? connection.Clock.Now;
        var known = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        for (var first = true; ;)
        {
            var horizon = connection.Clock.Now - 2 * AuditTrail.Latest;
            var look = await LookAsync(userIds, first || start > horizon ? start : horizon, passedOver, cancellationToken).ConfigureAwait(false);
            foreach (var found in (look ?? []).Where(found => known.TryAdd(found.Id, found.ActivityDateTime)).OrderBy(found => found.ActivityDateTime))
            {
                yield return found;
            }

            if (look is not null)
            {
                first = false;
                foreach (var (id, _) in known.Where(entry => entry.Value < horizon).ToList())
                {
                    // Flat memory over days: what is older than the next look reaches cannot come again.
                    known.Remove(id);
                }
            }

            await Task.Delay(Interval, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
        }
    }

    // Several users are picked from one read of the tenant's events, so that their number costs nothing.
    private async Task<List<SsprEvent>?> LookAsync(
        IReadOnlyCollection<string> userIds, DateTimeOffset since, Action<SsprException> passedOver, CancellationToken cancellationToken)
    {
        var found = new List<SsprEvent>();
        try
        {
            await foreach (var next in new AuditTrail(connection)
                .ReadAsync(userIds.Count == 1 ? userIds.First() : null, since, null, cancellationToken).ConfigureAwait(false))
            {
                if (userIds.Count == 0 || userIds.Contains(next.UserId, StringComparer.OrdinalIgnoreCase))
                {
                    found.Add(next);
                }
            }

            return found;
        }
        catch (SsprException error) when (error.ErrorId
            is SsprErrorId.ServiceUnreachable or SsprErrorId.ServiceUnavailable or SsprErrorId.Throttled or SsprErrorId.IncompletePages)
        {
            passedOver(error);
            return null;
        }
    }
}
