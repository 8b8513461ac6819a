using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Readiness;

/// <summary>
/// Whether the registration report has caught up with what the user holds. It decides nothing, because the reset page does not read the report;
/// but a report that lags does not stand in for anything either.
/// </summary>
internal static class ReportGate
{
    private static readonly ReadinessRule s_agrees = Rule("Agrees", "The report shows the reset methods that were read live.", Verdict.Pass);
    private static readonly ReadinessRule s_lags = Rule("Lags", "The report shows other methods than were read live: it is hours late.", Verdict.Fail);
    private static readonly ReadinessRule s_notKnown = Rule(
        "NotKnown", "The report or the methods could not be read, or the report has no row (disabled or new users have none).", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_agrees, s_lags, s_notKnown];

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.ReportRow is not { IsKnown: true, Value: { } row })
        {
            return facts.ReportRow.IsKnown
                ? s_notKnown.Say("The registration report has no row for the user: disabled, just created, or left out.", [RuleText.Evidence("no row", facts.ReportRow, facts.Now)])
                : s_notKnown.Missing(facts.ReportRow, "What the registration report says");
        }

        if (facts.MethodsHeld is not { IsKnown: true, Value: { } held })
        {
            return s_notKnown.Missing(facts.MethodsHeld, "Which methods the user holds");
        }

        var reported = ReportedMethods.ForReset(row);
        var live = held.Select(method => method.Method).Where(kind => s_compared.Contains(kind)).ToHashSet();
        IReadOnlyList<string> evidence =
        [
            RuleText.Evidence($"report: {RuleText.Words(row.MethodsRegistered)}", facts.ReportRow, facts.Now),
            RuleText.Evidence($"live: {RuleText.Words(held.Select(method => method.Method.ToString()))}", facts.MethodsHeld, facts.Now),
        ];
        if (Fold(reported).SetEquals(Fold(live)))
        {
            return s_agrees.Say("The registration report shows what the user holds.", evidence);
        }

        return s_lags.Say(
            $"The registration report is behind: not yet in it {RuleText.Words(live.Except(reported).Select(kind => $"{kind}"))}; "
                + $"still in it {RuleText.Words(reported.Except(live).Select(kind => $"{kind}"))}.",
            evidence,
            "Trust the methods read live; the report follows in some hours.");
    }

    private static readonly HashSet<MethodKind> s_compared =
        [MethodKind.MobilePhone, MethodKind.OfficePhone, MethodKind.Email, MethodKind.MicrosoftAuthenticator, MethodKind.SoftwareOath];

    // The report lists the app's code beside its notification, the live list has one entry for both.
    private static HashSet<MethodKind> Fold(HashSet<MethodKind> kinds) =>
        [.. kinds.Select(kind => kind == MethodKind.SoftwareOath ? MethodKind.MicrosoftAuthenticator : kind)];

    private static ReadinessRule Rule(string name, string when, Verdict verdict) => new(Gate.Report, name, when, verdict, null, RuleSource.Activity);
}
