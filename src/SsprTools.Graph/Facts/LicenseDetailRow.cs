using System.Text.Json.Serialization;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>A user's licence with the state of its plans.</summary>
internal sealed record LicenseDetailRow(
    [property: JsonPropertyName("skuId")] Guid? SkuId,
    [property: JsonPropertyName("skuPartNumber")] string? SkuPartNumber,
    [property: JsonPropertyName("servicePlans")] IReadOnlyList<LicensePlanRow>? ServicePlans)
{
    public LicenseFact ToFact() => new()
    {
        SkuId = SkuId,
        SkuPartNumber = SkuPartNumber,
        Plans = [.. (ServicePlans ?? []).Select(plan => new ServicePlanFact(plan.ServicePlanId, plan.ServicePlanName, plan.ProvisioningStatus))],
    };
}

internal sealed record LicensePlanRow(
    [property: JsonPropertyName("servicePlanId")] Guid? ServicePlanId,
    [property: JsonPropertyName("servicePlanName")] string? ServicePlanName,
    [property: JsonPropertyName("provisioningStatus")] string? ProvisioningStatus);
