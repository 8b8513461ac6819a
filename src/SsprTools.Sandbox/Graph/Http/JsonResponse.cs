using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Writes a JSON body through buffers that are used again, with its length known.</summary>
internal static class JsonResponse
{
    // The relaxed encoder leaves '+' in phone numbers and '&' in links as they are, as Graph does.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> s_buffers = [];

    public static async Task SendAsync(HttpContext context, Action<Utf8JsonWriter> body, WireCall call)
    {
        if (!s_buffers.TryTake(out ArrayBufferWriter<byte>? buffer))
        {
            buffer = new ArrayBufferWriter<byte>(64 * 1024);
        }

        try
        {
            using (Utf8JsonWriter writer = new(buffer, s_options))
            {
                body(writer);
            }

            await BodyFaults.SendAsync(context, buffer.WrittenMemory, call).ConfigureAwait(false);
        }
        finally
        {
            buffer.ResetWrittenCount();
            s_buffers.Add(buffer);
        }
    }
}
