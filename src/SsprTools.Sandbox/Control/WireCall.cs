namespace SsprTools.Sandbox.Control;

/// <summary>A request, or a step of a batch, as the faults of the wire see it; remembers which of them struck.</summary>
internal sealed class WireCall(FaultSet faults, string method, string path, bool isStep)
{
    private readonly List<string> _struck = [];

    public string Method { get; } = method;

    public string Path { get; } = path;

    public bool IsStep { get; } = isStep;

    /// <summary>By how much the Date header is wrong.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Names of the faults that struck, for the log; null when none did.</summary>
    public string? Struck => _struck.Count == 0 ? null : string.Join(',', _struck);

    /// <summary>The fault, if it is set and this request is one that it strikes; uses up one of its count.</summary>
    public Fault? Take(string name, Predicate<Fault>? also = null)
    {
        Fault? fault = faults.TakeFault(name, this, also);
        if (fault is not null)
        {
            _struck.Add(name);
        }

        return fault;
    }

    public bool IsStruckBy(string name) => Take(name) is not null;
}
