using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Validation;

/// <summary>What <c>Should -BeSsprReady</c> says of a result of any cmdlet. No I/O.</summary>
public static class ReadyRules
{
    /// <returns>Pass: it is seen or attested to be so. Unknown carries the reason, and is not ready.</returns>
    public static (Verdict Verdict, string Reason) Judge(object? value)
    {
        var (verdict, reason) = Of(value);
        return (verdict, PrintableText.Of(reason));
    }

    private static (Verdict Verdict, string Reason) Of(object? value) => value switch
    {
        ValidationResult { Verdict: ValidationVerdict.Pass or ValidationVerdict.Attested } result => (Verdict.Pass, $"{result}"),
        ValidationResult result => (result.Verdict == ValidationVerdict.Fail ? Verdict.Fail : Verdict.Unknown, $"{result} Expected: {result.Expected}. Actual: {result.Actual ?? "Unknown"}."),
        PolicyComparison comparison => OfSetting(comparison),
        UserReadiness user => (user.Verdict, $"{user.UserPrincipalName}: {user.Summary}"),
        UserImpact { Impact: Impact.Unaffected or Impact.Gains } user => (Verdict.Pass, $"{user.UserPrincipalName}: {user.Reason}"),
        UserImpact user => (user.Impact == Impact.Unknown ? Verdict.Unknown : Verdict.Fail, $"{user.UserPrincipalName}: {user.Reason}"),
        ImpactCount count => (
            count.Loses > 0 ? Verdict.Fail : count.Unknown > 0 || count.NotInReport > 0 || count.LeavesOpen || count.Total == 0 ? Verdict.Unknown : Verdict.Pass,
            count.Total == 0 ? "Nobody was counted, so nothing is known." : $"{count}"),
        null => (Verdict.Unknown, "Nothing was given, so nothing is known."),
        _ => (Verdict.Unknown, $"A {value.GetType().Name} has no verdict: give what Compare-SsprPolicy, Test-SsprUser, Measure-SsprImpact or Invoke-SsprValidation gave."),
    };

    private static (Verdict, string) OfSetting(PolicyComparison comparison)
    {
        var verdict = comparison.Verdict == Verdict.Unknown && comparison.Attested is { } attested ? attested.Verdict : comparison.Verdict;
        var actual = comparison.Actual is { } value ? PolicyBaseline.Words(value) : "Unknown";
        return (verdict, PolicySettings.Sentences($"{comparison.Setting}: expected {comparison.Expected}, actual {actual}.", comparison.Attested?.Reason, comparison.Remarks)!);
    }
}
