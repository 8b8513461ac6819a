namespace SsprTools.Graph.Readiness;

/// <summary>One row of the table of rules: when it holds, what it says, and where that is documented.</summary>
/// <param name="Gate">The gate that it belongs to.</param>
/// <param name="Name">Its name below the gate; stable.</param>
/// <param name="When">When it holds, in words that can be checked against the documentation.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="SsprCode">The code that the reset page shows.</param>
/// <param name="Source">Where it is documented; several pages are separated by a blank.</param>
public sealed record ReadinessRule(Gate Gate, string Name, string When, Verdict Verdict, string? SsprCode, string Source)
{
    /// <summary>Gate and name, as a verdict carries it.</summary>
    public string Id => $"{Gate}.{Name}";

    internal GateVerdict Say(string reason, IReadOnlyList<string> evidence, string nextStep = "") => new()
    {
        Gate = Gate,
        Verdict = Verdict,
        Rule = Id,
        Reason = reason,
        Evidence = evidence,
        NextStep = nextStep,
        SsprCode = SsprCode,
        RuleSource = Source,
        Decides = Gate != Gate.Report,
    };

    /// <summary>Says that a fact is missing, and why.</summary>
    internal GateVerdict Missing<T>(Fact<T> fact, string what, string nextStep = "") => Say($"{what} is not known: {fact.WhyUnknown}", [], nextStep);

    /// <summary>Says that there is no account to ask about, or none that could be read.</summary>
    internal GateVerdict NoUser(UserFacts facts) => facts.Account.IsKnown ? Say("There is no user to ask about.", []) : Missing(facts.Account, "Whether there is such a user");
}
