namespace SsprTools.Graph.Policy;

/// <summary>The reads that settings come from, so that only those are made which the wanted settings need.</summary>
[Flags]
internal enum PolicyPart
{
    None = 0,

    /// <summary>The portal's whole policy object (facts/graph.md 2.3).</summary>
    Portal = 1,

    /// <summary>The portal's on-premises object (2.4).</summary>
    OnPremises = 2,

    /// <summary>Graph's authentication methods policy (1.7).</summary>
    Methods = 4,

    /// <summary>Graph's authorization policy (1.8).</summary>
    Authorization = 8,

    /// <summary>The reset service's policy for administrators (2.7).</summary>
    Administrators = 16,
}
