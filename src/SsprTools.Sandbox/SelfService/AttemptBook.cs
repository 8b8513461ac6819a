using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>
/// Failed proofs and finished resets per user. The sources disagree (graph.md 3.5); this follows the rule suggested there: five failures
/// an hour at a gate, ten in ten minutes for email, five resets an hour, then a block of 24 hours; success clears.
/// </summary>
internal sealed class AttemptBook(SandboxClock clock)
{
    public static readonly TimeSpan BlockTime = TimeSpan.FromHours(24);

    private const int GateLimit = 5;
    private const int EmailLimit = 10;
    private const int ResetLimit = 5;

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_emailWindow = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid User, string Gate), List<DateTimeOffset>> _failures = [];
    private readonly Dictionary<Guid, List<DateTimeOffset>> _resets = [];
    private readonly Dictionary<Guid, DateTimeOffset> _blockedUntil = [];

    public DateTimeOffset? BlockedUntil(Guid userId)
    {
        lock (_gate)
        {
            return _blockedUntil.TryGetValue(userId, out DateTimeOffset until) && until > clock.Now ? until : null;
        }
    }

    /// <summary>Notes a failure; true when it was the one that blocks the user.</summary>
    public bool Fail(Guid userId, GateOption option)
    {
        bool email = option == GateOption.Email;
        lock (_gate)
        {
            return Note(_failures, (userId, GateOptions.GateName(option)), email ? s_emailWindow : s_hour) >= (email ? EmailLimit : GateLimit)
                && Block(userId);
        }
    }

    /// <summary>A gate was passed: its failures no longer count.</summary>
    public void Passed(Guid userId, GateOption option)
    {
        lock (_gate)
        {
            _ = _failures.Remove((userId, GateOptions.GateName(option)));
        }
    }

    public void ResetDone(Guid userId)
    {
        lock (_gate)
        {
            _ = Note(_resets, userId, s_hour);
            foreach ((Guid User, string Gate) key in _failures.Keys.Where(key => key.User == userId).ToList())
            {
                _ = _failures.Remove(key);
            }
        }
    }

    /// <summary>True when the user has had the hour's resets and is now blocked for one more.</summary>
    public bool RefusesAnotherReset(Guid userId)
    {
        lock (_gate)
        {
            return _resets.TryGetValue(userId, out List<DateTimeOffset>? times)
                && times.Count(time => time > clock.Now - s_hour) >= ResetLimit
                && Block(userId);
        }
    }

    private bool Block(Guid userId)
    {
        _blockedUntil[userId] = clock.Now + BlockTime;
        return true;
    }

    private int Note<TKey>(Dictionary<TKey, List<DateTimeOffset>> book, TKey key, TimeSpan window)
        where TKey : notnull
    {
        if (!book.TryGetValue(key, out List<DateTimeOffset>? times))
        {
            book[key] = times = [];
        }

        DateTimeOffset now = clock.Now;
        _ = times.RemoveAll(time => time <= now - window);
        times.Add(now);
        return times.Count;
    }
}
