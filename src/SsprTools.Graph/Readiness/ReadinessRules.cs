namespace SsprTools.Graph.Readiness;

/// <summary>
/// Facts in, verdicts out; no I/O, so "what if the policy were ..." is the same call. Each rule names its source, and Pass is said only
/// where every fact that the rule needs is known.
/// </summary>
public static class ReadinessRules
{
    /// <summary>How old the report may be to stand in for a rule that could not be read. The report is "a few hours" late (facts/graph.md 1.10).</summary>
    public static readonly TimeSpan FreshReport = TimeSpan.FromHours(24);

    public static UserReadiness Judge(UserFacts facts)
    {
        IReadOnlyList<GateVerdict> gates =
        [
            AccountGate.Judge(facts),
            LicenseGate.Judge(facts),
            Covered(facts, ScopeGate.Judge(facts)),
            Covered(facts, MethodsGate.Judge(facts)),
            WritebackGate.Judge(facts),
            BlockGate.Judge(facts),
        ];
        return new UserReadiness
        {
            UserPrincipalName = facts.Account.Value?.UserPrincipalName ?? facts.UserPrincipalName,
            UserId = facts.Account.Value?.Id,
            Verdict = Overall(gates),
            Gates = gates,
            Summary = Summary(gates),
            AsOf = facts.Now,
        };
    }

    /// <summary>The verdict over all gates, as architecture.md defines it.</summary>
    public static Verdict Overall(IReadOnlyCollection<GateVerdict> gates) => true switch
    {
        _ when gates.Any(gate => gate.Verdict == Verdict.Fail) => Verdict.Fail,
        _ when gates.Count > 0 && gates.All(gate => gate.Verdict == Verdict.Pass || gate.CoveredByReport) => Verdict.Pass,
        _ => Verdict.Unknown,
    };

    private static GateVerdict Covered(UserFacts facts, GateVerdict gate)
    {
        if (gate.Verdict != Verdict.Unknown || facts.ReportRow is not { IsKnown: true, Value: { IsSsprCapable: true, ReportUpdatedDateTime: { } updated } }
            || facts.Now - updated > FreshReport)
        {
            return gate;
        }

        return gate with
        {
            CoveredByReport = true,
            Evidence = [.. gate.Evidence, $"isSsprCapable is true, registration report, {RuleText.Age(facts.Now - updated)} old"],
        };
    }

    private static string Summary(IReadOnlyList<GateVerdict> gates)
    {
        var telling = gates.FirstOrDefault(gate => gate.Verdict == Verdict.Fail)
            ?? gates.FirstOrDefault(gate => gate.Verdict == Verdict.Unknown && !gate.CoveredByReport);
        return telling?.Reason ?? (gates.Any(gate => gate.CoveredByReport)
            ? "Nothing stands in the way, as far as the registration report covers it."
            : "Nothing stands in the way.");
    }
}
