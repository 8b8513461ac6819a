namespace SsprTools.Graph.Readiness;

/// <summary>For whom the SSPR policy is on. The numbers are those of the portal's <c>enablementType</c> (facts/graph.md 2.3).</summary>
public enum ResetScope
{
    None = 0,
    Selected = 1,
    All = 2,
}
