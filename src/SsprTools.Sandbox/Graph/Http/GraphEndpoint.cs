using System.Text;
using System.Text.Json;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Security;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>The way from HTTP to the dispatcher and back.</summary>
internal sealed class GraphEndpoint(Service service, GraphDispatcher dispatcher, TokenService tokens, RequestLog log)
{
    private readonly BatchHandler _batch = new(service, dispatcher, tokens, log);

    public async Task HandleAsync(HttpContext context, string version, string path, WireCall call)
    {
        DateTimeOffset time = service.Clock.Now;
        byte[] body = await RequestBody.ReadAsync(context).ConfigureAwait(false);
        GraphRequest request = Request(context, version, path, body);
        GraphResult result;
        try
        {
            using JsonDocument? json = Parse(body);
            result = Handle(json is null ? request : request.WithBody(json.RootElement), call);

            // The answer may still be written from the body.
            await FinishAsync(context, request, result, call, time, body.Length).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            GraphError error = new(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
            await FinishAsync(context, request, dispatcher.Failed(request, error), call, time, body.Length).ConfigureAwait(false);
        }
    }

    private GraphResult Handle(GraphRequest request, WireCall call)
    {
        if (WireFaults.Strike(call, tokens, request.Headers.GetValueOrDefault("Authorization"), service.Clock.Now) is { } struck)
        {
            return dispatcher.Failed(request, struck);
        }

        GraphResult result = Uri.UnescapeDataString(request.Path).Equals("$batch", StringComparison.OrdinalIgnoreCase)
            ? _batch.Handle(request)
            : dispatcher.Dispatch(request);
        return WireFaults.StrikeAfter(call) is { } lost ? dispatcher.Failed(request, lost) : result;
    }

    private async Task FinishAsync(HttpContext context, GraphRequest request, GraphResult result, WireCall call, DateTimeOffset time, int bodyBytes)
    {
        bool isReset = call.IsStruckBy(FaultNames.ResetAfter);
        log.Add(new RequestLogEntry(
            0, time, request.Method, $"/{request.Version}/{request.Path}", request.QueryString, isReset ? 0 : result.Status, bodyBytes,
            BatchId: null, call.Struck) { RetryAfter = result.RetryAfter });
        if (isReset)
        {
            context.Abort();
            return;
        }

        await RespondAsync(context, request, result, call).ConfigureAwait(false);
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

    private async Task RespondAsync(HttpContext context, GraphRequest request, GraphResult result, WireCall call)
    {
        HttpResponse response = context.Response;
        response.StatusCode = result.Status;
        response.Headers["request-id"] = request.RequestId;
        response.Headers["client-request-id"] = request.ClientRequestId;
        response.Headers["x-ms-ags-diagnostic"] = """{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"SANDBOX"}}""";
        response.Headers.Date = (service.Clock.Now + call.Skew).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
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
        await JsonResponse.SendAsync(context, result.Body, call).ConfigureAwait(false);
    }
}
