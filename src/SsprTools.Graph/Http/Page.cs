using System.Text.Json.Serialization;

namespace SsprTools.Graph.Http;

/// <summary>One answer of a paged collection, as it stands on the wire.</summary>
internal sealed record Page<T>
{
    [JsonPropertyName("@odata.count")]
    public long? Count { get; init; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    [JsonPropertyName("value")]
    public IReadOnlyList<T>? Value { get; init; }
}
