using System.Text;
using System.Text.Json;
using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>The way from HTTP to the dispatcher and back.</summary>
internal sealed class GraphEndpoint(Service service, GraphDispatcher dispatcher, RequestLog log)
{
    private readonly BatchHandler _batch = new(service, dispatcher, log);

    public async Task HandleAsync(HttpContext context, string version, string path)
    {
        DateTimeOffset time = service.Clock.Now;
        byte[] body = await RequestBody.ReadAsync(context).ConfigureAwait(false);
        GraphRequest request = Request(context, version, path, body);
        GraphResult result;
        try
        {
            using JsonDocument? json = Parse(body);
            request = json is null ? request : request.WithBody(json.RootElement);
            result = WireFaults.Strike(service.Faults, context.Request.Path) is { } struck
                ? dispatcher.Failed(request, struck)
                : Uri.UnescapeDataString(path).Equals("$batch", StringComparison.OrdinalIgnoreCase) ? _batch.Handle(request) : dispatcher.Dispatch(request);

            log.Add(time, request.Method, $"/{version}/{path}", request.QueryString, result.Status, body.Length, batchId: null);
            await RespondAsync(context, request, result).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            GraphError error = new(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
            log.Add(time, request.Method, $"/{version}/{path}", request.QueryString, error.Status, body.Length, batchId: null);
            await RespondAsync(context, request, dispatcher.Failed(request, error)).ConfigureAwait(false);
        }
    }

    private static GraphRequest Request(HttpContext context, string version, string path, byte[] body)
    {
        Dictionary<string, string> headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        string requestId = Guid.NewGuid().ToString();
        return new GraphRequest
        {
            Method = context.Request.Method,
            Origin = $"{context.Request.Scheme}://{context.Request.Host}",
            Version = version,
            Path = path,
            QueryString = context.Request.QueryString.Value ?? "",
            Headers = headers,
            RequestId = requestId,
            ClientRequestId = headers.GetValueOrDefault("client-request-id") ?? requestId,
            IpAddress = context.Connection.RemoteIpAddress?.ToString(),
        };
    }

    private static JsonDocument? Parse(byte[] body) => body.Length == 0 ? null : JsonDocument.Parse(body);

    private async Task RespondAsync(HttpContext context, GraphRequest request, GraphResult result)
    {
        HttpResponse response = context.Response;
        response.StatusCode = result.Status;
        response.Headers["request-id"] = request.RequestId;
        response.Headers["client-request-id"] = request.ClientRequestId;
        response.Headers["x-ms-ags-diagnostic"] = """{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"SANDBOX"}}""";
        response.Headers.Date = service.Clock.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        foreach ((string name, string value) in result.Headers)
        {
            response.Headers[name] = value;
        }

        if (result.Text is not null)
        {
            response.ContentType = "text/plain";
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(result.Text)).ConfigureAwait(false);
            return;
        }

        if (result.Body is null)
        {
            return;
        }

        response.ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
        await JsonResponse.SendAsync(context, result.Body, service.Faults).ConfigureAwait(false);
    }
}
