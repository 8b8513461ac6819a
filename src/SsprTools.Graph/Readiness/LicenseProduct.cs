namespace SsprTools.Graph.Readiness;

/// <summary>A product that people buy.</summary>
/// <param name="SkuId">What it is recognised by: part numbers have changed their meaning over the years.</param>
/// <param name="Name">The name on Microsoft's price list.</param>
/// <param name="Entitlement">What it entitles to with all its plans switched on.</param>
/// <param name="ByPlan">Whether that hangs on an Entra ID P1 or P2 plan inside; Business Standard has none.</param>
public sealed record LicenseProduct(Guid SkuId, string Name, ResetEntitlement Entitlement, bool ByPlan = true);
