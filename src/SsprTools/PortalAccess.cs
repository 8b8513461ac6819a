namespace SsprTools;

/// <summary>What the portal's undocumented API needs, in the words of a permission. Source: facts/graph.md 2.5.</summary>
internal static class PortalAccess
{
    public const string Permission = "to use the Entra portal's own API, which a delegated sign-in with Connect-SsprTenant -PortalApi gives";

    public const string ReadRole = "Global Reader";

    public const string WriteRole = "Authentication Policy Administrator";
}
