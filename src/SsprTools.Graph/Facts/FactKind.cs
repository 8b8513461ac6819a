namespace SsprTools.Graph.Facts;

/// <summary>What one request for one user is about.</summary>
internal enum FactKind
{
    Methods,
    Licenses,
}
