namespace SsprTools.Sandbox.Control;

/// <summary>A fault that is set: how often it still strikes (null = until removed) and at whom.</summary>
internal sealed class Fault(string name, int? remaining, string? target, DateTimeOffset since)
{
    public string Name { get; } = name;

    public int? Remaining { get; set; } = remaining;

    public string? Target { get; } = target;

    public DateTimeOffset Since { get; } = since;

    public bool Matches(IEnumerable<string?> texts) =>
        Target is null || FaultCatalog.HasNumber(Name)
        || texts.Any(text => text is not null && text.Contains(Target, StringComparison.OrdinalIgnoreCase));
}
