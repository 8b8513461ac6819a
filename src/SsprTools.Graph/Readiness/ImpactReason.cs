namespace SsprTools.Graph.Readiness;

/// <summary>How many users a change strikes by one rule.</summary>
public sealed record ImpactReason(Impact Impact, string Rule, int Count)
{
    public override string ToString() => $"{Impact} {Rule}: {Count}";
}
