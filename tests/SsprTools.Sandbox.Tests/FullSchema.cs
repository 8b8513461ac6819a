using System.Text.Json;
using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;

namespace SsprTools.Sandbox.Tests;

/// <summary>Microsoft Graph's whole v1.0 schema, where the machine has it beside the repository.</summary>
internal static class FullSchema
{
    private static readonly Lazy<IEdmModel?> s_model = new(Read);

    public static IEdmModel Require()
    {
        Assert.SkipWhen(s_model.Value is null, "shared/facts/schema/v1.0-Prod.csdl is not there");
        return s_model.Value!;
    }

    /// <summary>Everything in an answer that the schema does not have: unknown properties, values of another type.</summary>
    public static List<string> Faults(IEdmModel model, JsonElement json, IEdmStructuredType type, string path)
    {
        List<string> faults = [];
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("@odata.type", out JsonElement named))
        {
            type = model.FindDeclaredType(named.GetString()!.TrimStart('#')) as IEdmStructuredType ?? type;
        }

        foreach (JsonProperty member in json.EnumerateObject().Where(member => !member.Name.StartsWith('@')))
        {
            string at = $"{path}.{member.Name}";
            IEdmProperty? property = type.FindProperty(member.Name);
            faults.AddRange(property is null ? [$"{at}: not in {type.FullTypeName()}"] : ValueFaults(model, member.Value, property.Type, at));
        }

        return faults;
    }

    private static List<string> ValueFaults(IEdmModel model, JsonElement value, IEdmTypeReference type, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return type.IsNullable ? [] : [$"{path}: null, but {type.FullName()} is not nullable"];
        }

        if (type.IsCollection())
        {
            return value.ValueKind != JsonValueKind.Array
                ? [$"{path}: no array"]
                : [.. value.EnumerateArray().SelectMany((item, index) => ValueFaults(model, item, type.AsCollection().ElementType(), $"{path}[{index}]"))];
        }

        return type.Definition switch
        {
            IEdmStructuredType structured => value.ValueKind == JsonValueKind.Object ? Faults(model, value, structured, path) : [$"{path}: no object"],
            IEdmEnumType choice => choice.Members.Any(member => member.Name == value.GetString()) ? [] : [$"{path}: {value} is not in {choice.FullTypeName()}"],
            _ => Fits(value, type.PrimitiveKind()) ? [] : [$"{path}: {value} is no {type.FullName()}"],
        };
    }

    private static bool Fits(JsonElement value, EdmPrimitiveTypeKind kind) => kind switch
    {
        EdmPrimitiveTypeKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        EdmPrimitiveTypeKind.Int32 => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        EdmPrimitiveTypeKind.Int64 => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        EdmPrimitiveTypeKind.Guid => value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _),
        EdmPrimitiveTypeKind.DateTimeOffset => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _),
        EdmPrimitiveTypeKind.String => value.ValueKind == JsonValueKind.String,
        _ => false,
    };

    private static IEdmModel? Read()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, "shared", "facts", "schema", "v1.0-Prod.csdl");
            if (File.Exists(file))
            {
                using XmlReader reader = XmlReader.Create(file);
                return CsdlReader.TryParse(reader, true, out IEdmModel model, out IEnumerable<EdmError> errors)
                    ? model
                    : throw new InvalidOperationException(string.Join("; ", errors.Take(5).Select(error => error.ErrorMessage)));
            }
        }

        return null;
    }
}
