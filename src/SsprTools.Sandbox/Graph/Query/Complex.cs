namespace SsprTools.Sandbox.Graph.Query;

/// <summary>A value of a complex type: names and values in order.</summary>
internal sealed class Complex(params (string Name, object? Value)[] members)
{
    public IReadOnlyList<(string Name, object? Value)> Members { get; } = members;

    public object? this[string name] => Members.FirstOrDefault(member => member.Name == name).Value;
}
