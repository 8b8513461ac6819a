using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Sends a body, or what the faults of the wire leave of it.</summary>
internal static class BodyFaults
{
    private const int Pieces = 20;

    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body, WireCall call)
    {
        if (call.IsStruckBy(FaultNames.WrongContentType))
        {
            context.Response.ContentType = "text/plain";
        }

        if (call.IsStruckBy(FaultNames.NotJson))
        {
            body = "The service is busy {"u8.ToArray();
        }

        context.Response.ContentLength = body.Length;
        if (call.Take(FaultNames.SlowBody) is { } slow)
        {
            await TrickleAsync(context, body, slow.Number(100)).ConfigureAwait(false);
            return;
        }

        bool stalls = call.IsStruckBy(FaultNames.StalledBody);
        if (!stalls && !call.IsStruckBy(FaultNames.Truncate))
        {
            await context.Response.Body.WriteAsync(body).ConfigureAwait(false);
            return;
        }

        await context.Response.Body.WriteAsync(body[..(body.Length / 2)]).ConfigureAwait(false);
        await context.Response.Body.FlushAsync().ConfigureAwait(false);
        if (stalls)
        {
            await UntilGoneAsync(context.RequestAborted).ConfigureAwait(false);
        }

        context.Abort();
    }

    private static async Task TrickleAsync(HttpContext context, ReadOnlyMemory<byte> body, int pause)
    {
        int size = Math.Max(1, (body.Length + Pieces - 1) / Pieces);
        for (int start = 0; start < body.Length; start += size)
        {
            await context.Response.Body.WriteAsync(body[start..Math.Min(body.Length, start + size)], context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            await Task.Delay(pause, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task UntilGoneAsync(CancellationToken gone)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = gone.Register(ended.SetResult);
        return ended.Task;
    }
}
