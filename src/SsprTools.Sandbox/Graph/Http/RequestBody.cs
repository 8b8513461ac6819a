namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Reads a request's body whole; what is sent here is small.</summary>
internal static class RequestBody
{
    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength == 0 || (context.Request.ContentLength is null && !context.Request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return [];
        }

        using MemoryStream copy = new();
        await context.Request.Body.CopyToAsync(copy, context.RequestAborted).ConfigureAwait(false);
        return copy.ToArray();
    }
}
