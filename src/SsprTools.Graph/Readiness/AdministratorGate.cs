namespace SsprTools.Graph.Readiness;

/// <summary>Administrators may reset only while <c>allowedToUseSSPR</c> is on. It never answers for users.</summary>
internal static class AdministratorGate
{
    private static readonly ReadinessRule s_user = Rule("NotAdministrator", "The user holds no administrator role and is eligible for none.", Verdict.Pass);
    private static readonly ReadinessRule s_allowed = Rule(
        "Allowed", "An administrator (active, eligible, or through a group) or perhaps one, and allowedToUseSSPR is true.", Verdict.Pass);
    private static readonly ReadinessRule s_refused = Rule("NotAllowed", "An administrator, and allowedToUseSSPR is false.", Verdict.Fail);
    private static readonly ReadinessRule s_notKnown = Rule(
        "NotKnown", "allowedToUseSSPR is not known, or it is off and whether the user is an administrator is not known.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_user, s_allowed, s_refused, s_notKnown];

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.Account.Value is null)
        {
            return s_notKnown.NoUser(facts);
        }

        if (facts.IsAdministrator is { IsKnown: true, Value: false })
        {
            return s_user.Say(
                "The user is no administrator, so the switch for administrators does not matter.",
                [RuleText.Evidence("no administrator", facts.IsAdministrator, facts.Now)]);
        }

        var allowed = facts.AdministratorResetAllowed;
        if (!allowed.IsKnown)
        {
            return s_notKnown.Missing(allowed, "Whether administrators may reset");
        }

        var evidence = new List<string> { RuleText.Evidence($"allowedToUseSSPR is {(allowed.Value ? "true" : "false")}", allowed, facts.Now) };
        if (facts.IsAdministrator.IsKnown)
        {
            evidence.Insert(0, RuleText.Evidence("administrator", facts.IsAdministrator, facts.Now));
        }
        else if (!allowed.Value)
        {
            return s_notKnown.Missing(facts.IsAdministrator, "Administrators may not reset in this tenant, and whether the user is one");
        }

        return allowed.Value
            ? s_allowed.Say("Administrators may reset in this tenant.", evidence)
            : s_refused.Say(
                "The user is an administrator, and administrators may not reset in this tenant.",
                evidence,
                "Set allowedToUseSSPR if administrators are to reset themselves; it takes up to 60 minutes.");
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict) => new(Gate.Administrator, name, when, verdict, null, RuleSource.Policy);
}
