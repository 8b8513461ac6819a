using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Tenant;

/// <summary>The tenant's states over time; they share most of their memory, so keeping them is cheap.</summary>
internal sealed class TenantHistory
{
    // A report lags by hours; more than two days back nobody asks.
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(2);

    private readonly List<(DateTimeOffset Time, TenantState State)> _states = [];
    private readonly SandboxClock _clock;

    public TenantHistory(TenantState seed, SandboxClock clock)
    {
        _clock = clock;
        _states.Add((DateTimeOffset.MinValue, seed));
        Current = seed;
    }

    public TenantState Current { get; private set; }

    public void Add(TenantState state)
    {
        DateTimeOffset now = _clock.Now;
        Current = state with { Version = Current.Version + 1 };
        _states.Add((now, Current));
        int outdated = _states.FindIndex(entry => entry.Time > now - s_kept) - 1;
        if (outdated > 0)
        {
            _states.RemoveRange(0, outdated);
        }
    }

    /// <summary>The state as it was at a time; the oldest one kept when the time lies before it.</summary>
    public TenantState AsOf(DateTimeOffset time)
    {
        int low = 0;
        int high = _states.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_states[middle].Time <= time)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _states[low].State;
    }

    /// <summary>A state by its version: what a skip token continues in; null when it is no longer kept.</summary>
    public TenantState? Find(int version)
    {
        int index = version - _states[0].State.Version;
        return index >= 0 && index < _states.Count ? _states[index].State : null;
    }
}
