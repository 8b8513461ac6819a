namespace SsprTools.Graph.Readiness;

/// <summary>
/// The same rules under two policies: what differs is the impact. Licence, account and block do not change with the policy, and where they are not known
/// they do not matter here; where one is known to fail, nothing is lost and nothing gained. No I/O.
/// </summary>
public static class ImpactRules
{
    private static readonly HashSet<Gate> s_policy = [Gate.Tenant, Gate.Scope, Gate.Administrator, Gate.Methods];

    /// <param name="facts">The user under the policy as it is.</param>
    /// <param name="now">The policy as it is.</param>
    /// <param name="changed">The policy as it would be.</param>
    /// <param name="inGroup">Whether the user is in the group that would be selected.</param>
    /// <param name="source">Where the facts are from.</param>
    public static UserImpact Judge(UserFacts facts, ResetPolicy now, ResetPolicy changed, Fact<bool> inGroup, string source)
    {
        var touched = now.Touched(changed);
        var before = ReadinessRules.Judge(facts);
        var after = ReadinessRules.Judge(facts.Under(changed, touched, inGroup));
        var was = before.Gates.Where(gate => touched.Contains(gate.Gate)).ToList();
        var will = after.Gates.Where(gate => touched.Contains(gate.Gate)).ToList();
        var fixedGates = before.Gates.Where(gate => gate.Decides && gate.Gate != Gate.Block && !touched.Contains(gate.Gate)).ToList();
        var (impact, telling) = (Fold(was), Fold(will)) switch
        {
            _ when fixedGates.FirstOrDefault(gate => gate.Verdict == Verdict.Fail) is { } failed => (Impact.StillCannot, failed),
            _ when touched.Count == 0 => (Impact.Unaffected, null),
            ((Verdict.Fail, var gate), (Verdict.Fail, _)) => (Impact.StillCannot, gate),
            ((Verdict.Unknown, var gate), _) => (Impact.Unknown, gate),
            (_, (Verdict.Unknown, var gate)) => (Impact.Unknown, gate),
            _ when fixedGates.FirstOrDefault(gate => s_policy.Contains(gate.Gate) && IsUnknown(gate)) is { } unknown => (Impact.Unknown, unknown),
            ((Verdict.Pass, _), (Verdict.Fail, var gate)) => (Impact.Loses, gate),
            ((Verdict.Fail, var gate), (Verdict.Pass, _)) => (Impact.Gains, gate),
            (_, (_, var gate)) => (Impact.Unaffected, gate),
        };
        var tally = MethodsGate.Tally(facts.Under(changed, touched, inGroup));
        return new UserImpact
        {
            UserPrincipalName = before.UserPrincipalName,
            Id = before.UserId,
            DisplayName = facts.Account.Value?.DisplayName,
            Impact = impact,
            Rule = telling?.Rule ?? "None",
            Reason = telling switch
            {
                null => "The change does not touch what a reset hangs on.",
                { } gate when impact == Impact.Gains => $"Until now: {gate.Reason}",
                { Gate: Gate.Methods } gate when changed.TextsAndCalls is { IsKnown: true, Value: false } => $"{gate.Reason} Microsoft's own texts and calls end on {TelecomEnd.Date:yyyy-MM-dd}.",
                { } gate => gate.Reason,
            },
            MissingMethods = tally?.Missing,
            MustRegister = tally is { Missing: > 0 } ? [.. tally.Choices.Select(RuleText.Method).Distinct()] : [],
            Source = source,
            AsOf = facts.MethodsHeld.AsOf ?? facts.ReportRow.AsOf,
        };
    }

    /// <summary>The verdict of some gates together, and the first gate that makes it so.</summary>
    private static (Verdict Verdict, GateVerdict? Telling) Fold(List<GateVerdict> gates) => true switch
    {
        _ when gates.FirstOrDefault(gate => gate.Verdict == Verdict.Fail) is { } failed => (Verdict.Fail, failed),
        _ when gates.FirstOrDefault(IsUnknown) is { } unknown => (Verdict.Unknown, unknown),
        _ => (Verdict.Pass, gates.Count == 0 ? null : gates[^1]),
    };

    private static bool IsUnknown(GateVerdict gate) => gate is { Verdict: Verdict.Unknown, CoveredByReport: false };
}
