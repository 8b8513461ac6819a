using System.Globalization;
using System.Text.Json;
using Microsoft.OData.Edm;

namespace SsprTools.Tutorial.Tests;

/// <summary>Compares JSON with a type of the schema: every property exists there and has a value of its type.</summary>
internal sealed class JsonShape(IEdmModel model)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>A whole answer: an entity, or a collection in <c>value</c>.</summary>
    public void CheckAnswer(JsonElement root, IEdmType type)
    {
        if (type is IEdmCollectionType collection)
        {
            if (!root.TryGetProperty("value", out var items) || items.ValueKind != JsonValueKind.Array)
            {
                _problems.Add("a collection without 'value'");
                return;
            }

            foreach (var item in items.EnumerateArray())
            {
                CheckValue(item, collection.ElementType, "value");
            }
        }
        else if (type is IEdmStructuredType structured)
        {
            CheckObject(root, structured, "");
        }
    }

    public void CheckObject(JsonElement value, IEdmStructuredType declared, string where)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{where}: {value.ValueKind} instead of an object");
            return;
        }

        var type = declared;
        if (value.TryGetProperty("@odata.type", out var name))
        {
            type = model.FindDeclaredType(name.GetString()!.TrimStart('#')) as IEdmStructuredType;
            if (type is null || !type.IsOrInheritsFrom(declared))
            {
                _problems.Add($"{where}: '{name}' is no {declared}");
                return;
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            var path = $"{where}/{property.Name}";
            var at = property.Name.IndexOf('@', StringComparison.Ordinal);
            if (at == 0)
            {
                continue;
            }

            var plain = at > 0 ? property.Name[..at] : property.Name;
            if (type.FindProperty(plain) is not { } found)
            {
                _problems.Add($"{path}: {type} has no such property");
            }
            else if (at < 0)
            {
                CheckValue(property.Value, found.Type, path);
            }
        }
    }

    private void CheckValue(JsonElement value, IEdmTypeReference type, string where)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!type.IsNullable && !type.IsCollection())
            {
                _problems.Add($"{where}: null where {type.FullName()} is not nullable");
            }

            return;
        }

        if (type.IsCollection())
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                _problems.Add($"{where}: {value.ValueKind} instead of a collection");
                return;
            }

            foreach (var item in value.EnumerateArray())
            {
                CheckValue(item, type.AsCollection().ElementType(), where);
            }
        }
        else if (type.IsStructured())
        {
            CheckObject(value, (IEdmStructuredType)type.Definition, where);
        }
        else if (!FitsScalar(value, type))
        {
            _problems.Add($"{where}: {value} is no {type.FullName()}");
        }
    }

    private static bool FitsScalar(JsonElement value, IEdmTypeReference type) => true switch
    {
        _ when type.IsEnum() => value.ValueKind == JsonValueKind.String
            && value.GetString()!.Split(',').All(word => type.AsEnum().EnumDefinition().Members.Any(member => member.Name == word.Trim())),
        _ when type.IsBoolean() => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ when type.IsInt16() || type.IsInt32() || type.IsInt64() => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long _),
        _ when type.IsGuid() => value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out _),
        _ when type.IsDateTimeOffset() => value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ when type.IsString() => value.ValueKind == JsonValueKind.String,
        _ => true,
    };
}
