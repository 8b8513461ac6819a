namespace SsprTools.Graph;

/// <summary>What became of one item of a change.</summary>
public enum ChangeStatus
{
    /// <summary>It did not exist and does now; read back.</summary>
    Created,

    /// <summary>It was changed; read back.</summary>
    Updated,

    /// <summary>It was as wanted already; nothing was written.</summary>
    Unchanged,

    /// <summary>It existed and does no longer; read back.</summary>
    Removed,

    /// <summary>The service accepted the change, but reading it back still shows the old state.</summary>
    Unverified,

    /// <summary>The change was not made; an error says why.</summary>
    Failed,
}
