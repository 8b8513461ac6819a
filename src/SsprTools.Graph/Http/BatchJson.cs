using System.Text.Json;
using System.Text.Json.Serialization;

namespace SsprTools.Graph.Http;

/// <summary>A <c>$batch</c> on the wire. Source: facts/graph.md 1.14 and 5.5.</summary>
internal static class BatchJson
{
    public static byte[] Write(IReadOnlyList<BatchStep> steps)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("requests");
            for (var i = 0; i < steps.Count; i++)
            {
                Write(writer, steps[i], Id(i));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The id of the request at a place. Only within its batch: a later one counts anew.</summary>
    public static string Id(int place) => (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, BatchStep step, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("method", step.Method);
        writer.WriteString("url", "/" + step.Url.TrimStart('/'));
        if (step.Body is not null || step.Headers is { Count: > 0 })
        {
            writer.WriteStartObject("headers");
            if (step.Body is not null)
            {
                writer.WriteString("Content-Type", "application/json");
            }

            foreach (var (name, value) in step.Headers ?? StepReply.NoHeaders)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        if (step.Body is not null)
        {
            writer.WritePropertyName("body");
            writer.WriteRawValue(step.Body);
        }

        writer.WriteEndObject();
    }
}

/// <summary>The answer; each member loosely typed, so that one strange entry spoils itself only.</summary>
internal sealed record BatchReply
{
    [JsonPropertyName("responses")]
    public IReadOnlyList<JsonElement>? Responses { get; init; }
}

[JsonSerializable(typeof(BatchReply))]
internal sealed partial class BatchJsonContext : JsonSerializerContext;
