using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>One property of a shape.</summary>
internal sealed class ShapeProperty<T>(string name, Func<T, object?> get)
{
    public string Name { get; } = name;

    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(name);

    public Func<T, object?> Get { get; } = get;
}
