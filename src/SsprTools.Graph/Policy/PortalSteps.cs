using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>What is said where the portal's API is not to be used.</summary>
internal static class PortalSteps
{
    /// <param name="canAssist">Whether the command can lead a person through it.</param>
    public static SsprException NotEnabled(CloudEnvironment cloud, PolicyWish wish, bool canAssist)
    {
        var tasks = PortalTask.For(wish, cloud);
        return new SsprException(
            SsprErrorId.PortalApiNotEnabled,
            "The SSPR policy has no public API, and this connection does not use the one that the Entra portal itself calls.",
            $"As Authentication Policy Administrator open {string.Join(" Then open ", tasks)}. {(canAssist ? "Give -Assisted to be led through it, or -Wait to have the effect watched too. " : "")}"
                + "Or connect with the portal's API: Connect-SsprTenant -PortalApi, a delegated sign-in.",
            tasks.Count > 0 ? tasks[0].Link : null);
    }

    /// <summary>Settings that the portal does not show, so that nobody can be led to them.</summary>
    public static SsprException NotOnAPage(IEnumerable<string> settings) => new(
        SsprErrorId.PortalApiNotEnabled,
        $"{string.Join(", ", settings)} stands on no page of the portal, so a person cannot set it there.",
        "Connect with the portal's API: Connect-SsprTenant -PortalApi, a delegated sign-in. Nothing was changed.");
}
