namespace SsprTools.Graph.Policy;

/// <summary>What a read of the policy brought: every wanted setting, and why some of them are unknown.</summary>
/// <param name="Settings">In the order of the portal's pages.</param>
/// <param name="Problems">Reads that failed. A connection that does not use the portal's API is no problem, only less to see.</param>
public sealed record PolicyReading(IReadOnlyList<PolicySetting> Settings, IReadOnlyList<SsprException> Problems);
