using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>What became of a change of the SSPR policy.</summary>
public sealed record SsprPolicyChange
{
    /// <summary>
    /// Updated: written, read back, every field as meant. Unverified: the read-back still shows the old value. Failed: the
    /// read-back shows something that nobody meant.
    /// </summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>The settings with their value before and after; empty when nothing had to be changed.</summary>
    public IReadOnlyList<PolicyDifference> Changes { get; init; } = [];

    public DirectoryGroup? Group { get; init; }

    /// <summary>The file with the whole policy as it was before.</summary>
    public string? BackupPath { get; init; }

    /// <summary>How it was written: Portal is the undocumented API that the Entra portal itself calls.</summary>
    public required string Route { get; init; }

    public required string TenantId { get; init; }

    /// <summary>Which field is not as meant, and what to do.</summary>
    public string? Remarks { get; init; }
}
