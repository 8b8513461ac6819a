using System.Globalization;
using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Writes an error in Graph's shape (graph.md 5.1).</summary>
internal static class ErrorWriter
{
    public static GraphResult Result(GraphError error, string requestId, string clientRequestId, DateTimeOffset now, string innerName) => new(
        error.Status,
        writer => Write(writer, error, requestId, clientRequestId, now, innerName),
        new Dictionary<string, string>(error.Headers));

    private static void Write(
        Utf8JsonWriter writer, GraphError error, string requestId, string clientRequestId, DateTimeOffset now, string innerName)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("code", error.Code);
        writer.WriteString("message", error.Message);
        if (error.Details.Count > 0)
        {
            writer.WriteStartArray("details");
            foreach (GraphErrorDetail detail in error.Details)
            {
                writer.WriteStartObject();
                writer.WriteString("code", detail.Code);
                if (detail.Message is not null)
                {
                    writer.WriteString("message", detail.Message);
                }

                writer.WriteString("target", detail.Target);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteStartObject(innerName);
        if (error.RepeatsMessage)
        {
            writer.WriteString("message", error.Message);
        }

        // No zone and whole seconds: that is how the service writes it.
        writer.WriteString("date", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        writer.WriteString("request-id", requestId);
        writer.WriteString("client-request-id", clientRequestId);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
