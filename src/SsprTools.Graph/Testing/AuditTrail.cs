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

    // The second name stands in one public script only; registrations and resets of the newer pages are logged by the third; a change of the policy
    // goes by two names, and no source says by which service. Source: facts/graph.md 1.12.
    private static readonly string[] s_services = ["Self-service Password Management", "SSPR", "Authentication Methods"];
    private static readonly string[] s_policyActivities = ["Update SSPR Settings", "Self-service password reset policy changes"];

    /// <param name="userId">Only events about this user (object id); <see langword="null"/>: the whole tenant's.</param>
    /// <param name="since">Only events at or after this time; <see langword="null"/>: as far back as the log goes.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/></exception>
    public async IAsyncEnumerable<SsprEvent> ReadAsync(
        string? userId, DateTimeOffset? since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Registrations are logged by another service than resets, so a user's events are asked for whatever their service.
        var terms = new List<string>
        {
            userId is null ? OfThisTrade() : $"targetResources/any(t:t/id eq {ODataText.Literal(userId)})",
        };
        Add("ge", since);
        Add("le", until);
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, Path(string.Join(" and ", terms)), AuditJson.Default.PageAuditEntry, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            foreach (var entry in page)
            {
                if (Read(entry) is { } found && (userId is null || string.Equals(found.UserId, userId, StringComparison.OrdinalIgnoreCase)))
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

    private static string OfThisTrade() => "(" + string.Join(" or ", s_services.Select(service => $"loggedByService eq {ODataText.Literal(service)}")
        .Concat(s_policyActivities.Select(activity => $"activityDisplayName eq {ODataText.Literal(activity)}"))) + ")";

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
            Activity = activity.Trim(),
            Result = entry.Result?.Trim(),
            // Some reasons end with a blank (facts/graph.md 1.12).
            Reason = string.IsNullOrWhiteSpace(entry.ResultReason) ? null : entry.ResultReason.Trim(),
            UserId = user?.Id,
            UserPrincipalName = user?.UserPrincipalName,
            InitiatedBy = entry.InitiatedBy?.User?.UserPrincipalName ?? entry.InitiatedBy?.User?.Id ?? entry.InitiatedBy?.App?.DisplayName,
            CorrelationId = entry.CorrelationId,
            OnPremisesAgent = entry.Details?.FirstOrDefault(detail => string.Equals(detail.Key?.Trim(), "OnPremisesAgent", StringComparison.OrdinalIgnoreCase))?.Value?.Trim(),
            Changes = [.. (entry.Targets ?? [])
                .SelectMany(target => target.ModifiedProperties ?? [])
                .Where(property => property.DisplayName is not null)
                .Select(property => new SsprEventChange(property.DisplayName!, property.OldValue, property.NewValue))],
            LoggedByService = entry.Service,
        };
    }
}
