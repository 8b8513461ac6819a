using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>What a sandbox starts with.</summary>
internal sealed record Seed(TenantState State, string AdminUpn)
{
    public IReadOnlyDictionary<string, string> Lags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Switches { get; init; } = new Dictionary<string, string>();
}
