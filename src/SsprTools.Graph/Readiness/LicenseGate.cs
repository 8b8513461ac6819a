namespace SsprTools.Graph.Readiness;

/// <summary>A licence of the user covers the reset. Each user needs it; the service checks at run time (SSPR_0012).</summary>
internal static class LicenseGate
{
    private const string Source = "facts/graph.md 1.4, 3.7; Microsoft Learn concept-sspr-licensing";

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.Account is not { IsKnown: true, Value: { } user })
        {
            return facts.Account.IsKnown
                ? new GateVerdict { Gate = Gate.License, Verdict = Verdict.Unknown, Reason = "There is no user to ask about.", RuleSource = Source }
                : RuleText.Unknown(Gate.License, facts.Account, "Whether the user is synced, on which the licence needed depends,", Source);
        }

        var result = user.OnPremisesSyncEnabled == true ? facts.WritebackLicense : facts.CloudResetLicense;
        return new GateVerdict
        {
            Gate = Gate.License,
            Verdict = result.Verdict,
            Reason = result.Reason ?? "",
            Evidence = result.Evidence is { Length: > 0 } evidence
                ? [result.AsOf is { } asOf ? $"{evidence}, {result.Source}, {RuleText.Age(facts.Now - asOf)} old" : $"{evidence}, {result.Source}"]
                : [],
            NextStep = result.NextStep ?? "",
            SsprCode = result.Verdict == Verdict.Fail ? "SSPR_0012" : null,
            RuleSource = Source,
        };
    }
}
