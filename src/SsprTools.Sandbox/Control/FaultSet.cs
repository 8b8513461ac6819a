using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Control;

/// <summary>The faults that are set now. Nothing here is random: a fault strikes until its count is used up, and a share goes by its seed.</summary>
internal sealed class FaultSet(SandboxClock clock)
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];
    private volatile bool _any;
    private long _challenge;

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults];
            }
        }
    }

    public void Add(FaultOrder order)
    {
        lock (_gate)
        {
            DateTimeOffset now = clock.Now;
            _challenge = Math.Max(_challenge + 1, now.ToUnixTimeSeconds());
            _faults.Add(new Fault(order, now, _challenge));
            _any = true;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
            _any = false;
        }
    }

    /// <summary>True when the fault is set and matches one of the texts; uses up one of its count.</summary>
    public bool Take(string name, params IReadOnlyList<string?> texts) => TakeFault(name, texts) is not null;

    public Fault? TakeFault(string name, params IReadOnlyList<string?> texts) => Take(name, fault => fault.Matches(texts));

    /// <summary>A fault of the wire that strikes this request.</summary>
    public Fault? TakeFault(string name, WireCall call, Predicate<Fault>? also = null) =>
        Take(name, fault => (also is null || also(fault)) && fault.Strikes(call));

    /// <summary>The fault whatever its target: for one that the caller matches row by row.</summary>
    public Fault? TakeWithTarget(string name) => Take(name, _ => true);

    private Fault? Take(string name, Predicate<Fault> matches)
    {
        if (!_any)
        {
            return null;
        }

        lock (_gate)
        {
            Fault? fault = _faults.Find(candidate => candidate.Name == name && matches(candidate));
            if (fault?.Remaining is { } remaining)
            {
                fault.Remaining = remaining - 1;
                if (fault.Remaining == 0)
                {
                    _ = _faults.Remove(fault);
                    _any = _faults.Count > 0;
                }
            }

            return fault;
        }
    }

    /// <summary>A fault that lasts, looked at without using it up.</summary>
    public Fault? Peek(string name)
    {
        if (!_any)
        {
            return null;
        }

        lock (_gate)
        {
            return _faults.Find(candidate => candidate.Name == name);
        }
    }
}
