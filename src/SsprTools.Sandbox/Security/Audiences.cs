namespace SsprTools.Sandbox.Security;

/// <summary>Token audiences: Microsoft Graph, and the portal's own API (graph.md 2.5).</summary>
internal static class Audiences
{
    public const string Graph = "https://graph.microsoft.com";
    public const string Portal = "74658136-14ec-4630-ad9b-26e160ff0fc6";
}
