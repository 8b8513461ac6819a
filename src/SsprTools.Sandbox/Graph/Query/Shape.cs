using System.Collections.Frozen;
using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>How a thing of the tenant looks as a Graph type: its properties by name. Serves writing, $select, $filter and $orderby alike.</summary>
internal sealed class Shape<T> : IShape<T>
{
    private readonly FrozenDictionary<string, ShapeProperty<T>> _byName;

    public Shape(string typeName, IReadOnlyList<ShapeProperty<T>> properties, IReadOnlyList<string>? shownByDefault = null)
    {
        TypeName = typeName;
        Properties = properties;
        _byName = properties.ToFrozenDictionary(property => property.Name);
        Default = shownByDefault is null ? properties : [.. shownByDefault.Select(name => _byName[name])];
    }

    public string TypeName { get; }

    public IReadOnlyList<ShapeProperty<T>> Properties { get; }

    public IReadOnlyList<ShapeProperty<T>> Default { get; }

    public ShapeProperty<T>? Find(string name) => _byName.GetValueOrDefault(name);

    public object? Get(T item, string name) => _byName[name].Get(item);

    /// <summary>The properties that a $select names; the default ones without it.</summary>
    public IReadOnlyList<ShapeProperty<T>> Selected(IReadOnlyList<string>? select) =>
        select is null ? Default : [.. select.Select(Find).OfType<ShapeProperty<T>>()];

    public Action<Utf8JsonWriter, T> Writer(IReadOnlyList<string>? select)
    {
        IReadOnlyList<ShapeProperty<T>> properties = Selected(select);
        return (writer, item) => WriteMembers(writer, item, properties);
    }

    public void WriteEntity(Utf8JsonWriter writer, T item, string context, IReadOnlyList<string>? select)
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.context", context);
        WriteMembers(writer, item, Selected(select));
        writer.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter writer, T item, IReadOnlyList<ShapeProperty<T>> properties)
    {
        foreach (ShapeProperty<T> property in properties)
        {
            writer.WritePropertyName(property.EncodedName);
            JsonValueWriter.Write(writer, property.Get(item));
        }
    }
}
