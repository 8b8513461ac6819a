using System.Globalization;
using System.Text.Json;

namespace SsprTools.Graph.Http;

/// <summary>
/// What the service answered instead of success. Sources: facts/graph.md section 5 (shape, codes, spelling of innerError).
/// Unknown parts are <see langword="null"/>; a body that is no JSON at all still gives an error with its status.
/// </summary>
public sealed record GraphError
{
    /// <summary>The HTTP status code.</summary>
    public required int Status { get; init; }

    /// <summary>The service's own code, such as <c>Request_ResourceNotFound</c>.</summary>
    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>The code of the first entry of <c>details</c>, such as <c>ObjectConflict</c>.</summary>
    public string? DetailCode { get; init; }

    /// <summary>The property that the first entry of <c>details</c> names.</summary>
    public string? DetailTarget { get; init; }

    public string? RequestId { get; init; }

    public string? ClientRequestId { get; init; }

    /// <summary>The service's own time of the answer, UTC.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How long the service asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request's verb, such as <c>POST</c>.</summary>
    public string Method { get; init; } = "";

    /// <summary>The request's path without its query, which may hold names.</summary>
    public string Path { get; init; } = "";

    /// <summary>How much was tried; <see langword="null"/>: nobody counted.</summary>
    internal RequestEffort? Effort { get; init; }

    /// <summary>Whether the same request may succeed later without anything being changed.</summary>
    public bool IsRetryable => Status is 429 or 502 or 503 or 504;

    internal static GraphError Parse(int status, string? body, string method, string path, TimeSpan? retryAfter = null)
    {
        var error = new GraphError { Status = status, Method = method, Path = path, RetryAfter = retryAfter };
        if (string.IsNullOrWhiteSpace(body))
        {
            return error;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(error, document.RootElement);
        }
        catch (JsonException)
        {
            // A gateway's HTML page, or a body cut short: the status alone has to do (section 5.5, last paragraph).
            return error;
        }
    }

    internal static GraphError Read(GraphError error, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return error;
        }

        if (Member(root, "error") is not { ValueKind: JsonValueKind.Object } body)
        {
            // The portal API's shape (section 5.6), and the leaked one of section 5.5.
            var clientData = Member(root, "ClientData");
            return error with
            {
                Code = Text(clientData, "errorCode"),
                Message = Text(root, "Message"),
                ClientRequestId = Text(clientData, "clientRequestId"),
            };
        }

        var inner = Member(body, "innerError");
        var detail = Member(body, "details") is { ValueKind: JsonValueKind.Array } details && details.GetArrayLength() > 0
            ? details[0]
            : (JsonElement?)null;
        return error with
        {
            Code = Text(body, "code"),
            Message = Text(body, "message") is { Length: > 0 } message ? message : Text(inner, "message"),
            DetailCode = Text(detail, "code"),
            DetailTarget = Text(detail, "target"),
            RequestId = Text(inner, "request-id"),
            ClientRequestId = Text(inner, "client-request-id"),
            Date = DateTimeOffset.TryParse(Text(inner, "date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date
                : null,
        };
    }

    private static JsonElement? Member(JsonElement? parent, string name)
    {
        if (parent is not { ValueKind: JsonValueKind.Object } value)
        {
            return null;
        }

        foreach (var property in value.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }

    private static string? Text(JsonElement? parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
