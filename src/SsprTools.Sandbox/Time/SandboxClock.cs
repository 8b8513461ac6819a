namespace SsprTools.Sandbox.Time;

/// <summary>The tenant's clock: real time plus an offset that tests and demos move forward. All times in the sandbox come from it.</summary>
internal sealed class SandboxClock : TimeProvider
{
    private long _offsetTicks;

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        _ = Interlocked.Add(ref _offsetTicks, by.Ticks);
    }

    /// <summary>Moves the clock to a time; false when that lies in the past, where the tenant's history already is.</summary>
    public bool TryMoveTo(DateTimeOffset time)
    {
        TimeSpan by = time - Now;
        if (by < TimeSpan.Zero)
        {
            return false;
        }

        Advance(by);
        return true;
    }

    /// <summary>Sets the starting time, which may be in the past; only before the tenant exists.</summary>
    public void StartAt(DateTimeOffset time) => Interlocked.Exchange(ref _offsetTicks, (time - System.GetUtcNow()).Ticks);
}
