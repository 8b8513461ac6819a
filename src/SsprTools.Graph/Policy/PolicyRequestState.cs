namespace SsprTools.Graph.Policy;

/// <summary>What became of one request of a change.</summary>
public enum PolicyRequestState
{
    NotSent,

    /// <summary>The service accepted it; whether it took effect is told by the change's status.</summary>
    Accepted,

    /// <summary>The service refused it.</summary>
    Refused,

    /// <summary>No answer, or one that does not tell whether it was done.</summary>
    Unclear,
}
