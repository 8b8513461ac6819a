namespace SsprTools.Graph.Policy;

/// <summary>For whom self-service password reset is on. The numbers are those of <c>enablementType</c> (facts/graph.md 2.3).</summary>
public enum SsprScope
{
    None = 0,

    /// <summary>The members of one group, nested ones included.</summary>
    Selected = 1,
    All = 2,
}
