namespace SsprTools.Graph.Readiness;

/// <summary>A user synced from Active Directory needs password writeback; a cloud user does not.</summary>
internal static class WritebackGate
{
    private const string Source = "facts/graph.md 2.4, 3.8; Microsoft Learn concept-sspr-writeback";

    public static GateVerdict Judge(UserFacts facts)
    {
        if (!facts.Account.IsKnown || facts.Account.Value is not { } user)
        {
            return facts.Account.IsKnown
                ? Answer(facts.Account, Verdict.Unknown, "There is no user to ask about.", "", null)
                : RuleText.Unknown(Gate.Writeback, facts.Account, "Whether the user is synced", Source);
        }

        if (user.OnPremisesSyncEnabled != true)
        {
            return Answer(facts.Account, Verdict.Pass, "The user is a cloud user: nothing has to be written back.", "", null);
        }

        return facts.Writeback switch
        {
            { IsKnown: false } => RuleText.Unknown(Gate.Writeback, facts.Writeback, "Whether password writeback is on", Source),
            { Value: true } => Answer(
                facts.Writeback, Verdict.Unknown, "Writeback is on; whether it works for this user only a reset shows.", "Run Invoke-SsprTest with a synced test user.", null),
            _ => Answer(
                facts.Writeback, Verdict.Fail, "The user is synced, and password writeback is off.", "Switch on password writeback in Entra Connect and in the policy.", "SSPR_0010"),
        };

        GateVerdict Answer<T>(Fact<T> fact, Verdict verdict, string reason, string nextStep, string? code) => new()
        {
            Gate = Gate.Writeback,
            Verdict = verdict,
            Reason = reason,
            Evidence = [RuleText.Evidence($"onPremisesSyncEnabled {facts.Account.Value?.OnPremisesSyncEnabled?.ToString() ?? "null"}", fact, facts.Now)],
            NextStep = nextStep,
            SsprCode = code,
            RuleSource = Source,
        };
    }
}
