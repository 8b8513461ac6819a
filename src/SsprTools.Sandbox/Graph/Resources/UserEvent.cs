namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>One registration or reset of a user, as beta's userEventsSummary tells it (graph.md 1.11).</summary>
internal sealed record UserEvent(
    string UserId, string? UserPrincipalName, string? UserDisplayName, string Feature, string AuthMethod, bool IsSuccess, string FailureReason, DateTimeOffset Time);
