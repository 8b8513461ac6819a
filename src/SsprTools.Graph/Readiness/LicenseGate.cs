namespace SsprTools.Graph.Readiness;

/// <summary>A licence of the user covers the reset. Each user needs it; the service checks at run time (SSPR_0012).</summary>
internal static class LicenseGate
{
    private const string Source = "facts/graph.md 1.4, 3.7; Microsoft Learn concept-sspr-licensing";
    private const string Advice = "Assign Entra ID P1 or P2, or a product that contains it; Microsoft 365 Business Standard covers cloud users too.";

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.License is not { IsKnown: true, Value: { } coverage })
        {
            return RuleText.Unknown(Gate.License, facts.License, "The user's licence", Source);
        }

        if (!facts.Account.IsKnown)
        {
            return RuleText.Unknown(Gate.License, facts.Account, "Whether the user is synced, on which the licence needed depends,", Source);
        }

        var synced = facts.Account.Value?.OnPremisesSyncEnabled == true;
        var covered = synced ? coverage.Writeback : coverage.CloudReset;
        return new GateVerdict
        {
            Gate = Gate.License,
            Verdict = covered ? Verdict.Pass : Verdict.Fail,
            Reason = covered
                ? $"{coverage.By} covers it."
                : $"No licence of the user covers a reset{(synced ? " that is written back to Active Directory" : "")}: {coverage.By}.",
            Evidence = [RuleText.Evidence(coverage.By, facts.License, facts.Now)],
            NextStep = covered ? "" : Advice,
            SsprCode = covered ? null : "SSPR_0012",
            RuleSource = Source,
        };
    }
}
