namespace SsprTools.Sandbox.Control;

/// <summary>How late each thing shows (graph.md 3.10); realistic by default so that "pending" is met.</summary>
internal sealed class Lags
{
    private long _report = TimeSpan.FromHours(4).Ticks;
    private long _audit = TimeSpan.FromMinutes(5).Ticks;
    private long _directory;

    public TimeSpan Report
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _report));
        set => Interlocked.Exchange(ref _report, value.Ticks);
    }

    public TimeSpan Audit
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _audit));
        set => Interlocked.Exchange(ref _audit, value.Ticks);
    }

    public TimeSpan Directory
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _directory));
        set => Interlocked.Exchange(ref _directory, value.Ticks);
    }

    /// <summary>Sets a lag by name; false for a name that does not exist.</summary>
    public bool TrySet(string name, TimeSpan value)
    {
        switch (name)
        {
            case "report":
                Report = value;
                return true;
            case "audit":
                Audit = value;
                return true;
            case "directory":
                Directory = value;
                return true;
            default:
                return false;
        }
    }
}
