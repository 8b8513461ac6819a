namespace SsprTools.Graph.Readiness;

/// <summary>
/// Facts in, verdicts out; no I/O, so "what if the policy were ..." is the same call. Each rule names its source, and Pass is said only
/// where every fact that the rule needs is known.
/// </summary>
public static class ReadinessRules
{
    /// <summary>How old the report may be to stand in for a rule that could not be read. The report is "a few hours" late (facts/graph.md 1.10).</summary>
    public static readonly TimeSpan FreshReport = TimeSpan.FromHours(24);

    // How far the clocks of report and directory may be apart. A report from later than that is dated by a clock that is wrong, so its age is not known.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    /// <summary>The table of rules, gate by gate.</summary>
    public static IReadOnlyList<ReadinessRule> Table { get; } =
    [
        .. AccountGate.Rules, .. UserTypeGate.Rules, .. LicenseGate.Rules, .. TenantGate.Rules, .. ScopeGate.Rules,
        .. AdministratorGate.Rules, .. MethodsGate.Rules, .. WritebackGate.Rules, .. BlockGate.Rules, .. ReportGate.Rules,
    ];

    public static UserReadiness Judge(UserFacts facts)
    {
        var report = ReportGate.Judge(facts);
        IReadOnlyList<GateVerdict> gates =
        [
            AccountGate.Judge(facts),
            UserTypeGate.Judge(facts),
            LicenseGate.Judge(facts),
            Covered(facts, report, TenantGate.Judge(facts)),
            Covered(facts, report, ScopeGate.Judge(facts)),
            AdministratorGate.Judge(facts),
            Covered(facts, report, MethodsGate.Judge(facts)),
            WritebackGate.Judge(facts),
            BlockGate.Judge(facts),
            report,
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

    /// <summary>The verdict over all gates that decide, as architecture.md defines it.</summary>
    public static Verdict Overall(IReadOnlyCollection<GateVerdict> gates)
    {
        var deciding = gates.Where(gate => gate.Decides).ToList();
        return true switch
        {
            _ when deciding.Any(gate => gate.Verdict == Verdict.Fail) => Verdict.Fail,
            _ when deciding.Count > 0 && deciding.All(gate => gate.Verdict == Verdict.Pass || gate.CoveredByReport) => Verdict.Pass,
            _ => Verdict.Unknown,
        };
    }

    /// <summary>
    /// A fresh <c>isSsprCapable</c> stands in for the tenant's switch, scope and methods of a user who is surely no administrator (what it says of
    /// administrators is not documented), unless what was read live contradicts the report.
    /// </summary>
    private static GateVerdict Covered(UserFacts facts, GateVerdict report, GateVerdict gate)
    {
        // No source says whether the report knows that texts and calls have ended, so it stands in for no methods then.
        var knowsMethods = gate.Gate != Gate.Methods || facts.TextsAndCalls.IsKnown;
        if (gate.Verdict != Verdict.Unknown || report.Verdict == Verdict.Fail || !knowsMethods || facts.IsAdministrator is not { IsKnown: true, Value: false }
            || facts.ReportRow is not { IsKnown: true, Value: { IsSsprCapable: true, ReportUpdatedDateTime: { } updated } }
            || facts.Now - updated > FreshReport || updated - facts.Now > s_skew)
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
        var telling = gates.FirstOrDefault(gate => gate is { Decides: true, Verdict: Verdict.Fail })
            ?? gates.FirstOrDefault(gate => gate is { Decides: true, Verdict: Verdict.Unknown, CoveredByReport: false });
        return telling?.Reason ?? (gates.Any(gate => gate.CoveredByReport)
            ? "Nothing stands in the way, as far as the registration report covers it."
            : "Nothing stands in the way.");
    }
}
