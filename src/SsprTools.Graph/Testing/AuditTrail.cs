using System.Globalization;
using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Testing;

/// <summary>
/// Reads the audit log for events of password reset, newest first. Permission: AuditLog.Read.All. The log is 5 to 60 minutes late
/// (facts/graph.md 3.10): that an event is missing says nothing before then.
/// </summary>
public sealed class AuditTrail(SsprConnection connection)
{
    /// <summary>After this time a missing event is missing, not late. Source: facts/graph.md 1.12 ("5-10 min usual, up to 1 h").</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromHours(1);

    private const string Service = "Self-service Password Management";

    /// <param name="userId">Only events about this user (object id); <see langword="null"/>: the whole tenant's.</param>
    /// <param name="since">Only events at or after this time; <see langword="null"/>: as far back as the log goes.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/></exception>
    public async IAsyncEnumerable<SsprEvent> ReadAsync(
        string? userId, DateTimeOffset? since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Registrations are logged by another service than resets, so a user's events are asked for whatever their service.
        var terms = new List<string>
        {
            userId is null ? $"loggedByService eq {ODataText.Literal(Service)}" : $"targetResources/any(t:t/id eq {ODataText.Literal(userId)})",
        };
        Add("ge", since);
        Add("le", until);
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, Path(string.Join(" and ", terms)), AuditJson.Default.PageAuditEntry, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            foreach (var entry in page)
            {
                if (Read(entry) is { } found && (userId is null || found.UserId == userId))
                {
                    yield return found;
                }
            }
        }

        void Add(string comparison, DateTimeOffset? time)
        {
            if (time is { } value)
            {
                terms.Add($"activityDateTime {comparison} {Time(value)}");
            }
        }
    }

    /// <summary>The tenant's blocks since a time, newest first; nothing else is sent over the wire.</summary>
    internal async IAsyncEnumerable<SsprEvent> ReadBlocksAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = $"startswith(activityDisplayName,{ODataText.Literal("Blocked from self")}) and activityDateTime ge {Time(since)}";
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, Path(filter), AuditJson.Default.PageAuditEntry, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            foreach (var found in page.Select(Read).OfType<SsprEvent>())
            {
                yield return found;
            }
        }
    }

    /// <summary>
    /// The events since a time, and then each new one, once, until cancelled. Each look goes back over the log's whole lateness, because an
    /// event can appear an hour after it happened.
    /// </summary>
    /// <param name="since">Absent: only what happens from now on.</param>
    /// <param name="interval">The pause between two looks.</param>
    public async IAsyncEnumerable<SsprEvent> FollowAsync(
        string? userId, DateTimeOffset? since, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = since ?? connection.Clock.Now;
        var known = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var first = true; ; first = false)
        {
            var horizon = connection.Clock.Now - 2 * Latest;
            var look = new List<SsprEvent>();
            await foreach (var found in ReadAsync(userId, first || start > horizon ? start : horizon, null, cancellationToken).ConfigureAwait(false))
            {
                if (known.TryAdd(found.Id, found.ActivityDateTime))
                {
                    look.Add(found);
                }
            }

            foreach (var found in look.OrderBy(found => found.ActivityDateTime))
            {
                yield return found;
            }

            foreach (var (id, _) in known.Where(entry => entry.Value < horizon).ToList())
            {
                // Flat memory over days: what is older than the next look reaches cannot come again.
                known.Remove(id);
            }

            await Task.Delay(interval, connection.Clock.Local, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Path(string filter) =>
        "v1.0/auditLogs/directoryAudits?" + ODataText.Option("$filter", filter) + "&" + ODataText.Option("$orderby", "activityDateTime desc");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The event, or <see langword="null"/> if it has nothing to do with password reset or lacks what makes it evidence.</summary>
    internal static SsprEvent? Read(AuditEntry entry)
    {
        if (entry is not { Id: { Length: > 0 } id, Activity: { } activity, ActivityDateTime: { } time }
            || SsprEventKinds.Of(activity, entry.Service) is not { } kind)
        {
            return null;
        }

        var user = entry.Targets?.FirstOrDefault(target => target.UserPrincipalName is not null
            || string.Equals(target.Type, "User", StringComparison.OrdinalIgnoreCase));
        return new SsprEvent
        {
            Id = id,
            ActivityDateTime = time,
            Kind = kind,
            Activity = activity,
            Result = entry.Result,
            // Some reasons end with a blank (facts/graph.md 1.12).
            Reason = string.IsNullOrWhiteSpace(entry.ResultReason) ? null : entry.ResultReason.Trim(),
            UserId = user?.Id,
            UserPrincipalName = user?.UserPrincipalName,
            InitiatedBy = entry.InitiatedBy?.User?.UserPrincipalName ?? entry.InitiatedBy?.User?.Id ?? entry.InitiatedBy?.App?.DisplayName,
            CorrelationId = entry.CorrelationId,
            OnPremisesAgent = entry.Details?.FirstOrDefault(detail => detail.Key == "OnPremisesAgent")?.Value,
            Changes = [.. (entry.Targets ?? [])
                .SelectMany(target => target.ModifiedProperties ?? [])
                .Where(property => property.DisplayName is not null)
                .Select(property => new SsprEventChange(property.DisplayName!, property.OldValue, property.NewValue))],
            LoggedByService = entry.Service,
        };
    }
}
