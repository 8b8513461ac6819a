namespace SsprTools.Graph.Readiness;

/// <summary>Too many attempts shut a user out for 24 hours.</summary>
internal static class BlockGate
{
    /// <summary>How long a block lasts.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromHours(24);

    private static readonly ReadinessRule s_free = Rule("NotBlocked", "The audit log has no block of the user in the last 24 hours (it is up to an hour late).", Verdict.Pass);
    private static readonly ReadinessRule s_blocked = Rule("Blocked", "The audit log has a block of the user in the last 24 hours.", Verdict.Fail);
    private static readonly ReadinessRule s_notKnown = Rule("NotKnown", "The audit log could not be read.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_free, s_blocked, s_notKnown];

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.Account.Value is null)
        {
            return s_notKnown.NoUser(facts);
        }

        if (!facts.Block.IsKnown)
        {
            return s_notKnown.Missing(facts.Block, "Whether the user is shut out after too many attempts");
        }

        return facts.Block.Value is { } block && facts.Now - block.ActivityDateTime < Duration
            ? s_blocked.Say(
                $"The user was shut out after too many attempts, until {block.ActivityDateTime + Duration:yyyy-MM-dd HH:mm} UTC.",
                [RuleText.Evidence($"audit event {block.Id}", facts.Block, facts.Now)],
                "Wait, or reset the password as an administrator.")
            : s_free.Say(
                "No block in the last 24 hours is in the audit log, which is up to an hour late.",
                [RuleText.Evidence("no event 'Blocked from self-service password reset'", facts.Block, facts.Now)]);
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict) =>
        new(Gate.Block, name, when, verdict, null, $"{RuleSource.Troubleshoot} {RuleSource.Faq} {RuleSource.Reporting}");
}
