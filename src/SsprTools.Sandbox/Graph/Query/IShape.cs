using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>What a listing needs to know of its rows.</summary>
internal interface IShape<in T>
{
    /// <summary>Short Graph type name, e.g. "user": what $filter and $select are checked against.</summary>
    string TypeName { get; }

    object? Get(T item, string name);

    /// <summary>Makes the function that writes a row with the selected properties.</summary>
    Action<Utf8JsonWriter, T> Writer(IReadOnlyList<string>? select);
}
