using System.Globalization;

namespace SsprTools.Graph.Readiness;

/// <summary>The words that the rules share.</summary>
internal static class RuleText
{
    /// <summary>"what, source, age": the form of every piece of evidence.</summary>
    public static string Evidence<T>(string what, Fact<T> fact, DateTimeOffset now) =>
        fact.AsOf is { } asOf ? $"{what}, {fact.Source}, {Age(now - asOf)} old" : $"{what}, {fact.Source}";

    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} d"),
    };

    public static GateVerdict Unknown<T>(Gate gate, Fact<T> missing, string what, string ruleSource, string nextStep = "") => new()
    {
        Gate = gate,
        Verdict = Verdict.Unknown,
        Reason = $"{what} is not known: {missing.WhyUnknown}",
        RuleSource = ruleSource,
        NextStep = nextStep,
    };
}
