namespace SsprTools.Graph.Directory;

/// <summary>A licence as it arrived at a user.</summary>
/// <param name="SkuId">The licence's id.</param>
/// <param name="SkuPartNumber">Such as <c>AAD_PREMIUM</c>.</param>
/// <param name="PremiumPlanProblems">Why the licence does not bring Entra ID P1 or P2, such as <c>AAD_PREMIUM is Disabled</c>; empty: it does, or never would.</param>
public sealed record UserLicense(Guid SkuId, string? SkuPartNumber, IReadOnlyList<string> PremiumPlanProblems);
