namespace SsprTools.Graph.Testing;

/// <summary>How far a step of a reset test is. Passed is only what was seen.</summary>
public enum TestStepState
{
    /// <summary>Not seen yet; the logs may still speak, or the user has not done it yet.</summary>
    Pending,

    Passed,

    Failed,

    /// <summary>It cannot be told any more, or what would tell could not be read.</summary>
    Unknown,

    /// <summary>It does not apply to this user.</summary>
    Skipped,
}
