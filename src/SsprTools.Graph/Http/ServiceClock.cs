namespace SsprTools.Graph.Http;

/// <summary>
/// What time it is for the service, learnt from the Date header of its answers. Ages are counted by it, so that neither a wrong clock
/// on the admin's machine nor a sandbox whose clock was moved makes a report look younger or older than it is.
/// </summary>
internal sealed class ServiceClock(TimeProvider local)
{
    private long _offset;

    /// <summary>This machine's clock, for waits and elapsed times.</summary>
    public TimeProvider Local => local;

    /// <summary>The service's time, UTC; this machine's until the first answer.</summary>
    public DateTimeOffset Now => local.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public void Learn(DateTimeOffset serviceDate)
    {
        var offset = serviceDate - local.GetUtcNow();
        // The header has whole seconds; a difference below two is its rounding and the way here.
        Interlocked.Exchange(ref _offset, offset.Duration() < TimeSpan.FromSeconds(2) ? 0 : offset.Ticks);
    }
}
