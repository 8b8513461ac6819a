using System.Text.Json;
using System.Text.Json.Serialization;

namespace SsprTools.Graph.Reporting;

/// <summary>The report for other programs. An unknown value is null; the gaps say why.</summary>
internal static class JsonReport
{
    // The default encoder: what means something to HTML stays escaped, should somebody put the file into a page.
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(), new SettingValueConverter() },
    };

    public static void Write(SsprReport report, Stream output) => JsonSerializer.Serialize(output, report, s_options);

    /// <summary>A setting's value is a number, a switch, or words; a group is its words.</summary>
    private sealed class SettingValueConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case int number:
                    writer.WriteNumberValue(number);
                    break;
                default:
                    writer.WriteStringValue(ReportWords.Value(value));
                    break;
            }
        }
    }
}
