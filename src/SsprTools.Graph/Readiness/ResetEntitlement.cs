namespace SsprTools.Graph.Readiness;

/// <summary>What a licence lets its holder do. Source: facts/graph.md 3.7 (Microsoft Learn, concept-sspr-licensing).</summary>
public enum ResetEntitlement
{
    /// <summary>No source says.</summary>
    Unknown,

    /// <summary>Changing a known password at most.</summary>
    None,

    /// <summary>Resetting a forgotten password of a cloud account.</summary>
    CloudReset,

    /// <summary>The same with writeback to Active Directory.</summary>
    Writeback,
}
