using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>An answer: status, headers, and a body that writes itself (so a page needs no copy of its rows).</summary>
internal sealed class GraphResult
{
    private static readonly Dictionary<string, string> s_none = [];

    public static readonly GraphResult NoContent = new(204, null);

    public GraphResult(int status, Action<Utf8JsonWriter>? body, Dictionary<string, string>? headers = null) =>
        (Status, Body, Headers) = (status, body, headers ?? s_none);

    public int Status { get; }

    public Action<Utf8JsonWriter>? Body { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string? RetryAfter => Headers.GetValueOrDefault("Retry-After");

    /// <summary>A body that is no JSON, such as a bare number.</summary>
    public string? Text { get; init; }

    /// <summary>The same answer with more headers.</summary>
    public GraphResult With(IReadOnlyDictionary<string, string> headers) =>
        headers.Count == 0 ? this : new(Status, Body, new Dictionary<string, string>([.. Headers, .. headers])) { Text = Text };

    public static GraphResult Ok(Action<Utf8JsonWriter> body) => new(200, body);
}
