namespace SsprTools.Graph.Policy;

/// <summary>Whether the registration campaign runs. The words are Graph's (facts/graph.md 1.7).</summary>
public enum CampaignState
{
    /// <summary>Left to Microsoft.</summary>
    Default,
    Enabled,
    Disabled,
}
