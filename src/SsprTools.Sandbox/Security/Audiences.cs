namespace SsprTools.Sandbox.Security;

/// <summary>Token audiences: Microsoft Graph, and the portal's own API (graph.md 2.5).</summary>
internal static class Audiences
{
    public const string Graph = "https://graph.microsoft.com";
    /// <summary>The "Microsoft password reset service" (graph.md 2.7).</summary>
    public const string PasswordReset = "93625bc8-bfe2-437a-97e0-3d0060024faa";
    public const string Portal = "74658136-14ec-4630-ad9b-26e160ff0fc6";
}
