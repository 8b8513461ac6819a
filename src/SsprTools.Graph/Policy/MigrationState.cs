namespace SsprTools.Graph.Policy;

/// <summary>Which policy decides on the methods of a reset. Source: facts/graph.md 1.7, "Migration semantics".</summary>
public enum MigrationState
{
    /// <summary>Not told, or in a word that this version does not know.</summary>
    Unknown,

    /// <summary>The old SSPR policy alone.</summary>
    PreMigration,

    /// <summary>A method that either of the two enables works.</summary>
    InProgress,

    /// <summary>The authentication methods policy alone; security questions stay in the old one.</summary>
    Complete,
}
