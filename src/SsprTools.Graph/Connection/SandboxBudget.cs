using System.Text.Json.Serialization;

namespace SsprTools.Graph.Connection;

/// <summary>So many requests, or units, in so many seconds.</summary>
internal sealed record SandboxBudget
{
    [JsonPropertyName("requests")]
    public required int Requests { get; init; }

    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }
}
