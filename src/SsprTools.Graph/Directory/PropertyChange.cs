namespace SsprTools.Graph.Directory;

/// <summary>A property that gets another value.</summary>
/// <param name="Name">In an admin's words.</param>
public sealed record PropertyChange(string Name, string? OldValue, string? NewValue)
{
    /// <summary>The same as a statement of what is so now.</summary>
    public string Difference => $"its {Name} is {Quoted(OldValue)}, not {Quoted(NewValue)}";

    public override string ToString() => $"change {Name} from {Quoted(OldValue)} to {Quoted(NewValue)}";

    private static string Quoted(string? value) => string.IsNullOrEmpty(value) ? "(none)" : $"'{value}'";
}
