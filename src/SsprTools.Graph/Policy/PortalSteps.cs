using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>What a person does in the portal when the portal's API is not to be used. Source: facts/graph.md 2.7 and section 4.</summary>
internal static class PortalSteps
{
    /// <summary>The blade's Properties page in the connected cloud.</summary>
    public static Uri Properties(CloudEnvironment cloud) => new(cloud.EntraPortal, "#view/Microsoft_AAD_IAM/PasswordResetMenuBlade/~/Properties");

    public static SsprException NotEnabled(CloudEnvironment cloud, string clicks) => new(
        SsprErrorId.PortalApiNotEnabled,
        "The SSPR policy has no public API, and this connection does not use the one that the Entra portal itself calls.",
        $"As Authentication Policy Administrator open {Properties(cloud)} (Password reset, Properties) and choose: {clicks}. "
            + "Or connect with the portal's API: Connect-SsprTenant -PortalApi, a delegated sign-in.",
        Properties(cloud));
}
