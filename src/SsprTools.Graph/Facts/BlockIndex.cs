using SsprTools.Graph.Connection;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Facts;

/// <summary>
/// Blocks of the last 24 hours by user. A few users are asked for one by one; for many the tenant's blocks are read once, and again when a
/// long pipeline has made them old.
/// </summary>
internal sealed class BlockIndex(SsprConnection connection, FactReading reading)
{
    private const string Source = "audit log";

    private static readonly TimeSpan s_old = TimeSpan.FromMinutes(15);

    private Fact<Dictionary<string, SsprEvent>>? _all;
    private Fact<SsprEvent>? _lastWriteback;

    public async Task<IReadOnlyDictionary<string, Fact<SsprEvent>>> ReadAsync(IReadOnlyCollection<string> userIds, bool list, CancellationToken cancellationToken)
    {
        var since = connection.Clock.Now - BlockGate.Duration;
        if (list)
        {
            if (_all is null || connection.Clock.Now - _all.AsOf > s_old)
            {
                _all = await reading.ReadAsync(Source, async () => (Dictionary<string, SsprEvent>?)await AllAsync(since, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }

            return userIds.ToDictionary(id => id, id => _all.IsKnown
                ? Fact<SsprEvent>.Known(_all.Value!.GetValueOrDefault(id), Source, _all.AsOf)
                : Fact<SsprEvent>.Unknown(_all.WhyUnknown!), StringComparer.OrdinalIgnoreCase);
        }

        var found = new Dictionary<string, Fact<SsprEvent>>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in userIds)
        {
            found[id] = await reading.ReadAsync(Source, () => FirstAsync(
                new AuditTrail(connection).ReadAsync(id, since, null, cancellationToken), entry => entry.Kind == SsprEventKind.Blocked, cancellationToken)).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>The last reset in 24 hours that was written back to Active Directory, anyone's: what proves that writeback works.</summary>
    public async Task<Fact<SsprEvent>> LastWritebackAsync(CancellationToken cancellationToken) => _lastWriteback ??= await reading.ReadAsync(Source, () => FirstAsync(
        new AuditTrail(connection).ReadAsync(null, connection.Clock.Now - TimeSpan.FromDays(1), null, cancellationToken),
        entry => entry is { Kind: SsprEventKind.Reset, IsSuccess: true, OnPremisesAgent: { } agent } && !string.Equals(agent, "None", StringComparison.OrdinalIgnoreCase),
        cancellationToken)).ConfigureAwait(false);

    private async Task<Dictionary<string, SsprEvent>> AllAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var blocks = new Dictionary<string, SsprEvent>(StringComparer.OrdinalIgnoreCase);
        await foreach (var entry in new AuditTrail(connection).ReadBlocksAsync(since, cancellationToken).ConfigureAwait(false))
        {
            if (entry is { Kind: SsprEventKind.Blocked, UserId: { } user })
            {
                // Newest first.
                blocks.TryAdd(user, entry);
            }
        }

        return blocks;
    }

    private static async Task<SsprEvent?> FirstAsync(IAsyncEnumerable<SsprEvent> events, Func<SsprEvent, bool> wanted, CancellationToken cancellationToken)
    {
        await foreach (var entry in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (wanted(entry))
            {
                return entry;
            }
        }

        return null;
    }
}
