namespace SsprTools.Graph.Policy;

/// <summary>
/// The JSON objects of which the whole policy consists, each read and written by a request of its own kind. The configurations of single methods
/// are named as Graph names them: <see cref="MethodsPolicyFacts.Names"/>.
/// </summary>
internal static class PolicySection
{
    /// <summary>The portal's whole SSPR object (facts/graph.md 2.3).</summary>
    public const string Portal = "portal";

    /// <summary>The portal's on-premises object (2.4).</summary>
    public const string OnPremises = "onPremises";

    /// <summary>What Graph's authentication methods policy says of the whole: the migration state (1.7).</summary>
    public const string Methods = "methodsPolicy";

    /// <summary>Its registration campaign.</summary>
    public const string Campaign = "registrationCampaign";

    /// <summary>Graph's authorization policy, as far as reset goes (1.8).</summary>
    public const string Authorization = "authorization";

    /// <summary>The reset service's own policy for administrators (2.7). It is only read.</summary>
    public const string Administrators = "administrators";

    /// <summary>Every section that is written, in the order in which changes are written: documented APIs first, what takes effect at once last.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. MethodsPolicyFacts.Names.Select(name => name.Id), Campaign, Methods, Authorization, Portal, OnPremises];

    /// <summary>What has to be read for a section.</summary>
    public static PolicyPart PartOf(string section) => section switch
    {
        Portal => PolicyPart.Portal,
        OnPremises => PolicyPart.OnPremises,
        Authorization => PolicyPart.Authorization,
        Administrators => PolicyPart.Administrators,
        _ => PolicyPart.Methods,
    };

    public static bool IsConfiguration(string section) => MethodsPolicyFacts.Names.Any(name => name.Id == section);
}
