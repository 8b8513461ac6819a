using SsprTools.Graph.Connection;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Policy;

/// <summary>
/// The way for settings that only a person may write: says what to do in the portal, and watches the audit log and the registration report for the effect.
/// Permissions for watching: AuditLog.Read.All, and Group.Read.All with GroupMember.Read.All where a group is to be selected.
/// </summary>
public sealed class AssistedRoute(SsprConnection connection)
{
    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>The change as it stands before anybody did anything.</summary>
    public SsprPolicyChange Start(PolicyPlan plan) => new()
    {
        Status = ChangeStatus.Unverified,
        Changes = [.. plan.Asked.Values.Select(value => new PolicyDifference(value.Setting.Setting, null, value.Value))],
        Group = plan.Group,
        Route = "Assisted",
        TenantId = connection.TenantId,
        Tasks = plan.Tasks,
        Remarks = PolicySettings.Sentences(["A person has to do this in the portal. Nobody has seen it done yet.", .. plan.Warnings]),
    };

    /// <summary>The service's time from which on an effect counts.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        // An answer teaches the clock; the events carry the service's time, not this machine's.
        await connection.Directory.Organization.GetAsync(request => request.QueryParameters.Select = ["id"], cancellationToken).ConfigureAwait(false);
        var now = connection.Clock.Now;
        return new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, now.Offset);
    }

    /// <summary>Looks again and again until every setting was seen, the time is up, or it shows that this connection will never see it.</summary>
    /// <param name="since">Effects before it do not count.</param>
    /// <param name="look">Called after each look with what is still missing.</param>
    public async Task<SsprPolicyChange> WatchAsync(
        PolicyPlan plan, DateTimeOffset since, TimeSpan timeout, Action<SsprPolicyChange> look, CancellationToken cancellationToken)
    {
        var clock = connection.Clock.Local;
        var started = clock.GetTimestamp();
        while (true)
        {
            var (change, isBlind) = await LookAsync(plan, since, cancellationToken).ConfigureAwait(false);
            look(change);
            var left = timeout - clock.GetElapsedTime(started);
            if (isBlind)
            {
                return change with { Remarks = $"{change.Remarks} This connection can see neither the log nor the report, so it was not waited for." };
            }

            if (change.Status == ChangeStatus.Updated || left <= TimeSpan.Zero)
            {
                return change;
            }

            await Task.Delay(left < Interval ? left : Interval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>What was seen; and whether looking again will not show more.</returns>
    private async Task<(SsprPolicyChange Change, bool IsBlind)> LookAsync(PolicyPlan plan, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var events = new List<SsprEvent>();
        SsprException? problem = null;
        try
        {
            await foreach (var found in new AuditTrail(connection).ReadAsync(null, since, null, cancellationToken).ConfigureAwait(false))
            {
                events.Add(found);
            }
        }
        catch (SsprException error) when (Passes(error)
            || error.ErrorId is SsprErrorId.PermissionMissing or SsprErrorId.NotInThisCloud or SsprErrorId.GraphRequestFailed or SsprErrorId.PremiumLicenseMissing)
        {
            problem = error;
        }

        var observed = await ObserveAsync(plan, cancellationToken).ConfigureAwait(false);
        var evidence = AssistedEvidence.Judge(plan.Asked, events, observed?.AsOf >= since ? observed : null);
        var isBlind = problem is { ErrorId: SsprErrorId.PermissionMissing or SsprErrorId.NotInThisCloud or SsprErrorId.PremiumLicenseMissing } && observed?.IsUnreadable != false;
        return (Start(plan) with
        {
            Status = evidence.All(item => item.Seen) ? ChangeStatus.Updated : ChangeStatus.Unverified,
            Remarks = PolicySettings.Sentences([.. evidence.Select(item => item.Words), problem is null ? null : $"The audit log could not be read: {problem.Message}"]),
        }, isBlind);
    }

    private async Task<ScopeObservation?> ObserveAsync(PolicyPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return plan.Asked.Values.Select(value => value.Value).OfType<SelectedGroup>().FirstOrDefault() is { } group
                ? await new ScopeObserver(connection).ObserveAsync(group.Id, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (SsprException error) when (Passes(error))
        {
            return ScopeObservation.Impossible($"The scope could not be observed: {error.Message}");
        }
    }

    /// <summary>A wait of an hour outlives a lost connection.</summary>
    private static bool Passes(SsprException error) =>
        error.ErrorId is SsprErrorId.ServiceUnreachable or SsprErrorId.ServiceUnavailable or SsprErrorId.Throttled or SsprErrorId.IncompletePages;
}
