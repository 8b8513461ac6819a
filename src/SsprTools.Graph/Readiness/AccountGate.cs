namespace SsprTools.Graph.Readiness;

/// <summary>The account exists and is enabled.</summary>
internal static class AccountGate
{
    private static readonly ReadinessRule s_enabled = Rule("Enabled", "The account exists and is enabled.", Verdict.Pass);
    private static readonly ReadinessRule s_noUser = Rule("NoSuchUser", "There is no such user.", Verdict.Fail);
    private static readonly ReadinessRule s_disabled = Rule("Disabled", "The account is disabled.", Verdict.Fail);
    private static readonly ReadinessRule s_notKnown = Rule("NotKnown", "The account, or whether it is enabled, could not be read.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_enabled, s_noUser, s_disabled, s_notKnown];

    public static GateVerdict Judge(UserFacts facts)
    {
        if (!facts.Account.IsKnown)
        {
            return s_notKnown.Missing(facts.Account, "Whether the account exists");
        }

        if (facts.Account.Value is not { } user)
        {
            return s_noUser.Say("There is no such user in this tenant.", [RuleText.Evidence("no user found", facts.Account, facts.Now)], "Check the spelling and the tenant.");
        }

        IReadOnlyList<string> evidence = [RuleText.Evidence($"accountEnabled {user.AccountEnabled?.ToString() ?? "not said"}", facts.Account, facts.Now)];
        return user.AccountEnabled switch
        {
            true => s_enabled.Say("The account exists and is enabled.", evidence),
            false => s_disabled.Say("The account is disabled.", evidence, "Enable the account."),
            null => s_notKnown.Say("The service did not say whether the account is enabled.", evidence),
        };
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict) => new(Gate.Account, name, when, verdict, null, RuleSource.HowItWorks);
}
