using System.Text.Json.Serialization;

namespace SsprTools.Graph.Directory;

/// <summary>A user's licence, on the wire.</summary>
internal sealed record AssignedLicenseRow(
    [property: JsonPropertyName("skuId")] Guid? SkuId,
    [property: JsonPropertyName("disabledPlans")] IReadOnlyList<Guid>? DisabledPlans);
