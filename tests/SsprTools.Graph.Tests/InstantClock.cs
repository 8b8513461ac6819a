namespace SsprTools.Graph.Tests;

/// <summary>Waits take no time; how many there were and how long they would have been can be asked.</summary>
internal sealed class InstantClock : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
