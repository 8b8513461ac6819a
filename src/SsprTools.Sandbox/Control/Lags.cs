namespace SsprTools.Sandbox.Control;

/// <summary>How late each thing shows (graph.md 3.10); realistic by default so that "pending" is met.</summary>
internal sealed class Lags
{
    private long _report = TimeSpan.FromHours(4).Ticks;
    private long _audit = TimeSpan.FromMinutes(5).Ticks;
    private long _directory;
    private long _policy;
    private long _administrators;
    private long _membership;

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

    /// <summary>From the saving of the reset or methods policy until the pages go by it.</summary>
    public TimeSpan Policy
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _policy));
        set => Interlocked.Exchange(ref _policy, value.Ticks);
    }

    /// <summary>The same for allowedToUseSSPR: up to an hour (graph.md 1.9).</summary>
    public TimeSpan Administrators
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _administrators));
        set => Interlocked.Exchange(ref _administrators, value.Ticks);
    }

    /// <summary>The same for the membership of groups.</summary>
    public TimeSpan Membership
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _membership));
        set => Interlocked.Exchange(ref _membership, value.Ticks);
    }

    public IReadOnlyDictionary<string, TimeSpan> All => new Dictionary<string, TimeSpan>
    {
        ["report"] = Report, ["audit"] = Audit, ["directory"] = Directory,
        ["policy"] = Policy, ["administrators"] = Administrators, ["membership"] = Membership,
    };

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
            case "policy":
                Policy = value;
                return true;
            case "administrators":
                Administrators = value;
                return true;
            case "membership":
                Membership = value;
                return true;
            default:
                return false;
        }
    }
}
