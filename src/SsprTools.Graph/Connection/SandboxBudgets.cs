using System.Text.Json.Serialization;

namespace SsprTools.Graph.Connection;

/// <summary>The budgets that a sandbox says it keeps.</summary>
internal sealed record SandboxBudgets
{
    [JsonPropertyName("reports")]
    public SandboxBudget? Reports { get; init; }

    [JsonPropertyName("writes")]
    public SandboxBudget? Writes { get; init; }

    [JsonPropertyName("resourceUnits")]
    public SandboxBudget? ResourceUnits { get; init; }
}
