using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>One request inside a batch.</summary>
internal sealed record BatchStep(string Id, string Method, string Url, JsonElement? Body)
{
    private static readonly string[] s_members = ["id", "method", "url", "headers", "body", "dependsOn"];

    public IReadOnlyList<string> DependsOn { get; private init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    public static BatchStep Read(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || item.EnumerateObject().Any(member => !s_members.Contains(member.Name)))
        {
            throw Invalid("Invalid batch payload format.");
        }

        string id = Text(item, "id") ?? throw Invalid("A batch request must have an 'id' of type string.");
        string method = Text(item, "method")?.ToUpperInvariant() ?? throw Invalid($"Request '{id}' has no 'method'.");
        string url = Text(item, "url") ?? throw Invalid($"Request '{id}' has no 'url'.");
        if (url.Contains("://", StringComparison.Ordinal) || url.TrimStart('/').StartsWith("v1.0/", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid($"Request '{id}': the url must be relative to the version.");
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (item.TryGetProperty("headers", out JsonElement given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty header in given.EnumerateObject())
            {
                headers[header.Name] = header.Value.ToString();
            }
        }

        JsonElement? body = item.TryGetProperty("body", out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
        if (body is not null && !headers.ContainsKey("Content-Type"))
        {
            throw Invalid($"Write request id : {id} does not contain Content-Type header or body.");
        }

        return new BatchStep(id, method, url, body)
        {
            Headers = headers,
            DependsOn = item.TryGetProperty("dependsOn", out JsonElement ids) && ids.ValueKind == JsonValueKind.Array
                ? [.. ids.EnumerateArray().Select(dependency => dependency.ToString())]
                : [],
        };
    }

    public GraphRequest Request(GraphRequest outer, bool mayAuthorize)
    {
        int query = Url.IndexOf('?', StringComparison.Ordinal);
        Dictionary<string, string> headers = new(Headers, StringComparer.OrdinalIgnoreCase);
        if (!mayAuthorize || !headers.ContainsKey("Authorization"))
        {
            headers["Authorization"] = outer.Headers.GetValueOrDefault("Authorization") ?? "";
        }

        return new GraphRequest
        {
            Method = Method,
            Origin = outer.Origin,
            Version = outer.Version,
            Path = (query < 0 ? Url : Url[..query]).Trim('/'),
            QueryString = query < 0 ? "" : Url[query..],
            Headers = headers,
            RequestId = Guid.NewGuid().ToString(),
            ClientRequestId = headers.GetValueOrDefault("client-request-id") ?? outer.ClientRequestId,
            IpAddress = outer.IpAddress,
            Body = Body,
            BatchId = Id,
        };
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static GraphError Invalid(string message) => new(400, "BadRequest", message);
}
