namespace SsprTools.Sandbox.Tenant;

/// <summary>A service plan inside a product.</summary>
internal sealed record ServicePlan(Guid Id, string Name, string AppliesTo = "User");
