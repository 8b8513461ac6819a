namespace SsprTools.Graph.Readiness;

/// <summary>A licence of the user covers the reset. Each user needs it; the service checks at run time.</summary>
internal static class LicenseGate
{
    private const string Code = "SSPR_0012";

    private static readonly ReadinessRule s_cloud = Rule(
        "CoversCloudReset", "A cloud user has Entra ID P1 or P2 (also inside Microsoft 365 Business Premium, F1, F3, E3, E5, EMS), or Business Standard.", Verdict.Pass);
    private static readonly ReadinessRule s_noCloud = Rule("NoCloudReset", "A cloud user has none of them, or its plan is switched off or the subscription has ended.", Verdict.Fail);
    private static readonly ReadinessRule s_writeback = Rule("CoversWriteback", "A synced user has Entra ID P1 or P2; Business Standard is not enough.", Verdict.Pass);
    private static readonly ReadinessRule s_noWriteback = Rule("NoWriteback", "A synced user has no Entra ID P1 or P2.", Verdict.Fail);
    private static readonly ReadinessRule s_notKnown = Rule("NotKnown", "The licences, their state, or whether the user is synced is not known.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_cloud, s_noCloud, s_writeback, s_noWriteback, s_notKnown];

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.Account is not { IsKnown: true, Value: { } user })
        {
            return s_notKnown.NoUser(facts);
        }

        var synced = user.OnPremisesSyncEnabled == true;
        var result = synced ? facts.WritebackLicense : facts.CloudResetLicense;
        var rule = (result.Verdict, synced) switch
        {
            (Verdict.Pass, false) => s_cloud,
            (Verdict.Fail, false) => s_noCloud,
            (Verdict.Pass, true) => s_writeback,
            (Verdict.Fail, true) => s_noWriteback,
            _ => s_notKnown,
        };
        IReadOnlyList<string> evidence = result.Evidence is { Length: > 0 } seen
            ? [result.AsOf is { } asOf ? $"{seen}, {result.Source}, {RuleText.Age(facts.Now - asOf)} old" : $"{seen}, {result.Source}"]
            : [];
        return rule.Say(result.Reason ?? "", evidence, result.NextStep ?? "");
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict) =>
        new(Gate.License, name, when, verdict, verdict == Verdict.Fail ? Code : null, RuleSource.Licensing);
}
