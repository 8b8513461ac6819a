using System.Text.Json;
using Microsoft.OData.Edm;
using SsprTools.Sandbox.Graph.Query;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Checks a request body against the served schema: unknown properties and wrong types are errors.</summary>
internal static class BodyReader
{
    public static JsonElement Read(GraphRequest request, string typeName, params IReadOnlyList<string> annotations)
    {
        JsonElement body = RequireObject(request);
        Check(body, ServedModel.Structured(typeName), typeName, annotations);
        return body;
    }

    /// <summary>A body that is no entity: an action's parameters.</summary>
    public static JsonElement ReadParameters(GraphRequest request, params IReadOnlyList<string> names)
    {
        JsonElement body = RequireObject(request);
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw Errors.BadRequest($"The parameter '{property.Name}' in the request payload is not a valid parameter for the operation.");
            }
        }

        return body;
    }

    public static void Check(JsonElement element, IEdmStructuredType type, string typeName, IReadOnlyList<string> annotations)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Errors.BadRequest($"A value of type '{typeName}' was expected.");
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (annotations.Contains(member.Name) || member.Name is "@odata.type" or "@odata.context")
            {
                continue;
            }

            IEdmProperty property = type.FindProperty(member.Name) ?? throw Errors.BadRequest(
                $"Property '{member.Name}' does not exist as a declared property or extension property.");
            CheckValue(member.Value, property.Type, member.Name);
        }
    }

    private static void CheckValue(JsonElement value, IEdmTypeReference type, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (type.IsCollection())
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                throw Mismatch(name);
            }

            foreach (JsonElement item in value.EnumerateArray())
            {
                CheckValue(item, type.AsCollection().ElementType(), name);
            }

            return;
        }

        bool fits = type.Definition switch
        {
            IEdmStructuredType when value.ValueKind != JsonValueKind.Object => false,
            IEdmStructuredType structured => Recurse(value, structured),
            IEdmEnumType choice => value.ValueKind == JsonValueKind.String && choice.Members.Any(member => member.Name == value.GetString()),
            _ => FitsPrimitive(value, type),
        };
        if (!fits)
        {
            throw Mismatch(name);
        }
    }

    private static bool Recurse(JsonElement value, IEdmStructuredType type)
    {
        IEdmStructuredType actual = value.TryGetProperty("@odata.type", out JsonElement named)
            && ServedModel.Model.FindDeclaredType(named.GetString()?.TrimStart('#') ?? "") is IEdmStructuredType derived ? derived : type;
        Check(value, actual, (actual as IEdmNamedElement)?.Name ?? "", []);
        return true;
    }

    private static bool FitsPrimitive(JsonElement value, IEdmTypeReference type) => type.PrimitiveKind() switch
    {
        EdmPrimitiveTypeKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        EdmPrimitiveTypeKind.Int32 => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        EdmPrimitiveTypeKind.Int64 => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        EdmPrimitiveTypeKind.Guid => value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _),
        EdmPrimitiveTypeKind.DateTimeOffset => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _),
        EdmPrimitiveTypeKind.String => value.ValueKind == JsonValueKind.String,
        _ => true,
    };

    private static JsonElement RequireObject(GraphRequest request) =>
        request.Body is { ValueKind: JsonValueKind.Object } body
            ? body
            : throw Errors.BadRequest("Empty Payload. JSON content expected.");

    private static GraphError Mismatch(string name) => Errors.BadRequest($"Invalid value specified for property '{name}' of the resource.");
}
