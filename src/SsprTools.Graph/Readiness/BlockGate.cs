namespace SsprTools.Graph.Readiness;

/// <summary>Too many attempts shut a user out for 24 hours.</summary>
internal static class BlockGate
{
    private const string Source = "facts/graph.md 3.5; Microsoft Learn troubleshoot-sspr, passwords-faq";

    /// <summary>How long a block lasts.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromHours(24);

    public static GateVerdict Judge(UserFacts facts)
    {
        if (!facts.Block.IsKnown)
        {
            return RuleText.Unknown(Gate.Block, facts.Block, "Whether the user is shut out after too many attempts", Source);
        }

        var block = facts.Block.Value;
        var blocked = block is not null && facts.Now - block.ActivityDateTime < Duration;
        return new GateVerdict
        {
            Gate = Gate.Block,
            Verdict = blocked ? Verdict.Fail : Verdict.Pass,
            Reason = blocked
                ? $"The user was shut out after too many attempts, until {block!.ActivityDateTime + Duration:yyyy-MM-dd HH:mm} UTC."
                : "No block in the last 24 hours is in the audit log, which is up to an hour late.",
            Evidence = [RuleText.Evidence(blocked ? $"audit event {block!.Id}" : "no event 'Blocked from self-service password reset'", facts.Block, facts.Now)],
            NextStep = blocked ? "Wait, or reset the password as an administrator." : "",
            RuleSource = Source,
        };
    }
}
