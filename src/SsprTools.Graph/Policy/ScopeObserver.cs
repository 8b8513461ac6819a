using System.Globalization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Looks in the registration report for whom reset is on. Permissions: AuditLog.Read.All, Group.Read.All, GroupMember.Read.All; Entra ID P1 or P2.
/// </summary>
internal sealed class ScopeObserver(SsprConnection connection)
{
    /// <param name="pilot">The pilot group; name or id.</param>
    public async Task<ScopeObservation> ObserveAsync(string pilot, CancellationToken cancellationToken)
    {
        try
        {
            var group = await new GroupDirectory(connection).GetAsync(pilot, cancellationToken).ConfigureAwait(false);
            var ids = await new TransitiveMembers(connection).IdsAsync(group, cancellationToken).ConfigureAwait(false);
            var seen = new Seen(ids);
            // Guests go by their home tenant's policy (facts/graph.md 3.8). First those for whom it is on, to the end of the group; then those for whom it is off, until all is decided.
            await ReadAsync(seen, true, cancellationToken).ConfigureAwait(false);
            await ReadAsync(seen, false, cancellationToken).ConfigureAwait(false);
            return ScopeObservation.Deduce(
                new SelectedGroup(group.Id, group.DisplayName),
                seen.Members,
                seen.OthersOn || seen.OthersOff ? seen.OthersOn : null,
                seen.OthersOn || seen.OthersOff ? seen.OthersOff : null,
                seen.AsOf,
                Age(seen.AsOf));
        }
        catch (SsprException error) when (error.ErrorId is not (SsprErrorId.ServiceUnreachable or SsprErrorId.AccessTokenExpired or SsprErrorId.ForeignAddress
            or SsprErrorId.GroupNotFound or SsprErrorId.AmbiguousGroup))
        {
            return ScopeObservation.Impossible($"The scope could not be observed: {error.Message}") with
            {
                IsUnreadable = error.ErrorId is SsprErrorId.PermissionMissing or SsprErrorId.NotInThisCloud or SsprErrorId.PremiumLicenseMissing,
            };
        }
    }

    private async Task ReadAsync(Seen seen, bool enabled, CancellationToken cancellationToken)
    {
        var left = seen.MembersLeft;
        await foreach (var page in new RegistrationReport(connection).ReadAsync(new RegistrationFilter { Enabled = enabled }, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Where(row => row.IsAdmin != true && !string.Equals(row.UserType, "guest", StringComparison.OrdinalIgnoreCase)))
            {
                if (seen.Take(row, enabled))
                {
                    left--;
                }
            }

            if (left <= 0 && (enabled ? seen.OthersOn : seen.OthersOff))
            {
                return;
            }
        }
    }

    private string Age(DateTimeOffset? asOf)
    {
        var age = connection.Clock.Now - asOf;
        return age is { } span ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalHours):0.#} h old") : "of unknown age";
    }

    private sealed class Seen(HashSet<string> ids)
    {
        private readonly List<bool> _members = [];

        public IReadOnlyList<bool> Members => _members;

        public int MembersLeft => ids.Count - _members.Count;

        public bool OthersOn { get; private set; }

        public bool OthersOff { get; private set; }

        public DateTimeOffset? AsOf { get; private set; }

        /// <returns>Whether the row is a member's.</returns>
        public bool Take(RegistrationRow row, bool enabled)
        {
            AsOf = AsOf is null || row.ReportUpdatedDateTime < AsOf ? row.ReportUpdatedDateTime : AsOf;
            if (ids.Contains(row.Id))
            {
                _members.Add(enabled);
                return true;
            }

            OthersOn |= enabled;
            OthersOff |= !enabled;
            return false;
        }
    }
}
