namespace SsprTools.Sandbox.SelfService;

/// <summary>What came of a user id: a flow, a refusal, or neither when there is no such user.</summary>
internal sealed record ResetStart(ResetFlow? Flow, ResetOutcome Outcome, DateTimeOffset? BlockedUntil = null)
{
    public static readonly ResetStart UnknownUser = new(null, ResetOutcome.Allowed);
}
