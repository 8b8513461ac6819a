namespace SsprTools.Graph.Testing;

/// <summary>How a step came about.</summary>
public enum TestStepMode
{
    /// <summary>Checked by the module alone.</summary>
    Automated,

    /// <summary>Done by a person, seen by the module.</summary>
    Assisted,

    /// <summary>Seen in a sandbox; it proves nothing about a real tenant.</summary>
    Simulated,
}
