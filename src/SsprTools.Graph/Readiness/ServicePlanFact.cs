namespace SsprTools.Graph.Readiness;

/// <summary>A service plan inside a licence, as Graph tells it (facts/graph.md 1.4).</summary>
/// <param name="Id"><see langword="null"/>: not told.</param>
/// <param name="Name">Such as <c>AAD_PREMIUM</c>.</param>
/// <param name="ProvisioningStatus">Success, Disabled, PendingActivation ...; <see langword="null"/>: not told.</param>
public sealed record ServicePlanFact(Guid? Id, string? Name, string? ProvisioningStatus);
