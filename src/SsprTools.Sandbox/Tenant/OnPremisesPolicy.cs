namespace SsprTools.Sandbox.Tenant;

/// <summary>Password writeback settings (graph.md 2.4).</summary>
internal sealed record OnPremisesPolicy(
    bool WritebackEnabled = false,
    bool AccountUnlockEnabled = false,
    bool EnablementForTenant = false,
    bool CloudProvisioningEnabled = false,
    bool AgentReachable = true);
