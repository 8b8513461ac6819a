using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SsprTools.Graph.Http;

/// <summary>JSON as plain .NET values, for requests whose form nobody knows beforehand: dictionaries, lists, text, numbers, truth, nothing.</summary>
internal static class RawJson
{
    // Deeper than anything Graph has; a structure that holds itself would never end.
    private const int MaxDepth = 50;

    public static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Aggregate(
            new Dictionary<string, object?>(StringComparer.Ordinal),
            (all, property) =>
            {
                all[property.Name] = Read(property.Value);
                return all;
            }),
        JsonValueKind.Array => value.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static string Write(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, value, 0);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new SsprException(SsprErrorId.InvalidArgument, "-Body is nested too deeply, or holds itself.", "Give it as JSON text.");
        }

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case DateTimeOffset or DateTime:
                writer.WriteStringValue(((IFormattable)value).ToString("o", CultureInfo.InvariantCulture));
                break;
            case float or double:
                writer.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or decimal:
                writer.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case IDictionary members:
                writer.WriteStartObject();
                foreach (DictionaryEntry member in members)
                {
                    writer.WritePropertyName(Convert.ToString(member.Key, CultureInfo.InvariantCulture) ?? "");
                    Write(writer, member.Value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}

[JsonSerializable(typeof(Page<JsonElement>))]
internal sealed partial class RawJsonContext : JsonSerializerContext;
