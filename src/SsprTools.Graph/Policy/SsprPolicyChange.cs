using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>What became of a change of the SSPR policy.</summary>
public sealed record SsprPolicyChange
{
    /// <summary>
    /// Updated: written, read back, every field as meant. Unverified: the read-back still shows the old value, or a person has yet to do it. Failed: the
    /// read-back shows something that nobody meant, or a request was refused after others had been made.
    /// </summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>The settings with their value before and after; empty when nothing had to be changed.</summary>
    public IReadOnlyList<PolicyDifference> Changes { get; init; } = [];

    public DirectoryGroup? Group { get; init; }

    /// <summary>The file with the policy as it was before.</summary>
    public string? BackupPath { get; init; }

    /// <summary>The record of a change that took several requests.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The requests that were made, or were to be made.</summary>
    public IReadOnlyList<PolicyRequest> Requests { get; init; } = [];

    /// <summary>How it was written: Portal is the undocumented API that the Entra portal itself calls, Assisted a person in the portal.</summary>
    public required string Route { get; init; }

    public required string TenantId { get; init; }

    /// <summary>What a person does in the portal; for the assisted route.</summary>
    public IReadOnlyList<PortalTask> Tasks { get; init; } = [];

    /// <summary>Which field is not as meant, and what to do.</summary>
    public string? Remarks { get; init; }

    /// <summary>What stopped the change half-way; <see langword="null"/>: nothing did.</summary>
    public SsprException? Error { get; init; }
}
