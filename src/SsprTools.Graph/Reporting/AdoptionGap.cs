namespace SsprTools.Graph.Reporting;

/// <summary>A figure that is unknown or uncertain, and why.</summary>
/// <param name="Figure">The property's name.</param>
public sealed record AdoptionGap(string Figure, string Reason)
{
    public override string ToString() => $"{Figure}: {Reason}";
}
