using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Validation;

/// <summary>Judges a check by what the cmdlets gave. No I/O. What is missing makes it Unknown, never Pass.</summary>
public static class ValidationRules
{
    /// <param name="check">The check.</param>
    /// <param name="facts">
    /// Results of Compare-SsprPolicy, Test-SsprUser, Get-SsprRegistration or Measure-SsprImpact -Summary; what else a cmdlet gave is not looked at.
    /// </param>
    /// <param name="problems">What could not be read.</param>
    public static ValidationResult Judge(ValidationCheck check, IReadOnlyCollection<object> facts, IReadOnlyCollection<SsprException> problems)
    {
        var result = check.Id switch
        {
            ValidationCatalogue.PilotReady => PeopleRules.Ready(check, facts, problems),
            ValidationCatalogue.PilotRegistered => PeopleRules.Registered(check, facts, problems),
            ValidationCatalogue.Retirement => PeopleRules.Retirement(check, facts, problems),
            _ => OfPolicy(check, [.. facts.OfType<PolicyComparison>()], problems),
        };
        return result with
        {
            Expected = PrintableText.Of(result.Expected),
            Actual = result.Actual is { } actual ? PrintableText.Of(actual) : null,
            Reason = PrintableText.Of(result.Reason),
            NextStep = result.Verdict is ValidationVerdict.Fail or ValidationVerdict.Unknown ? PrintableText.Of(result.NextStep) : "",
        };
    }

    /// <summary>The check that was not asked for.</summary>
    public static ValidationResult Skipped(ValidationCheck check, string why) => Make(check, ValidationVerdict.Skipped, null, "", null, why) with { NextStep = "" };

    /// <summary>The check that ended in an error.</summary>
    public static ValidationResult Unknown(ValidationCheck check, string why, string nextStep) =>
        Make(check, ValidationVerdict.Unknown, null, "", null, why) with { NextStep = nextStep };

    /// <summary>Whether an error only says that something cannot be read here; any other one is the user's to mend before anything can be judged.</summary>
    public static bool OnlyUnreadable(SsprErrorId error) => error is SsprErrorId.PermissionMissing or SsprErrorId.PremiumLicenseMissing or SsprErrorId.Throttled
        or SsprErrorId.ServiceUnavailable or SsprErrorId.NotInThisCloud or SsprErrorId.PortalApiNotEnabled or SsprErrorId.PortalApiNotAvailable
        or SsprErrorId.GraphRequestFailed or SsprErrorId.UnexpectedAnswer or SsprErrorId.UnexpectedPolicy or SsprErrorId.IncompletePages
        or SsprErrorId.GroupNotFound or SsprErrorId.AmbiguousGroup or SsprErrorId.UserNotFound or SsprErrorId.NotInReport;

    internal static ValidationResult Make(ValidationCheck check, ValidationVerdict verdict, string? actual, string source, DateTimeOffset? asOf, string reason) => new()
    {
        Id = check.Id,
        Title = check.Title,
        Suite = check.Suite,
        Severity = check.Severity,
        Verdict = verdict,
        Expected = check.Expected,
        Actual = actual,
        Source = source,
        AsOf = asOf,
        Reference = check.Reference,
        Reason = reason,
        NextStep = check.NextStep,
    };

    internal static string Because(IEnumerable<SsprException> problems, string otherwise) =>
        PolicySettings.Sentences([.. problems.Select(problem => problem.Message)]) ?? otherwise;

    private static ValidationResult OfPolicy(ValidationCheck check, List<PolicyComparison> facts, IReadOnlyCollection<SsprException> problems)
    {
        // A file's own check takes what was compared with the file; two baselines can name one setting.
        var found = check.Settings.Select(setting => facts.Find(fact => fact.Setting == setting && (check.Baseline is null || fact.Baseline == check.Baseline.Name))).ToList();
        if (found.Count == 0 || found.Exists(fact => fact is null))
        {
            return Unknown(check, Because(problems, "It was not read."), WaysToKnow(check));
        }

        var parts = found.ConvertAll(fact => (Fact: fact!, Verdict: VerdictOf(fact!)));
        // The worst of them decides, and is what the reason is about.
        var verdict = ((ValidationVerdict[])[ValidationVerdict.Fail, ValidationVerdict.Unknown, ValidationVerdict.Attested, ValidationVerdict.Pass]).First(
            worst => parts.Exists(part => part.Verdict == worst));
        var attestations = parts.ConvertAll(part => part.Fact.Attested?.Attestation);
        return Make(
            check,
            verdict,
            parts.TrueForAll(part => part.Fact.Actual is null) ? null : Join(parts, part => part.Fact.Actual is { } actual ? PolicyBaseline.Words(actual) : "Unknown"),
            string.Join(", ", parts.Select(part => part.Fact.Source == PolicySource.Unknown && part.Fact.Attested is not null ? "Attested" : $"{part.Fact.Source}").Distinct()),
            parts.Min(part => part.Fact.AsOf),
            string.Join(' ', parts.Where(part => part.Verdict == verdict).Select(part => ReasonOf(part.Fact, part.Verdict)).Distinct())) with
        {
            Expected = Join(parts, part => part.Fact.Expected),
            Reference = check.Baseline is null ? $"{parts[0].Fact.Reference}" : check.Reference,
            NextStep = verdict == ValidationVerdict.Unknown ? WaysToKnow(check)
                : verdict == ValidationVerdict.Fail && parts.Exists(part => part.Verdict == ValidationVerdict.Fail && part.Fact.Attested is not null)
                    ? $"Look at the setting again, and attest it anew with its evidence; if it is not as asked: {check.NextStep}"
                    : check.NextStep,
            Attestation = attestations.Find(attestation => attestation is not null),
        };
    }

    private static ValidationVerdict VerdictOf(PolicyComparison fact) => (fact.Verdict, fact.Attested?.Verdict) switch
    {
        (Verdict.Pass, _) => ValidationVerdict.Pass,
        (Verdict.Fail, _) or (_, Verdict.Fail) => ValidationVerdict.Fail,
        (_, Verdict.Pass) => ValidationVerdict.Attested,
        _ => ValidationVerdict.Unknown,
    };

    private static string ReasonOf(PolicyComparison fact, ValidationVerdict verdict) => PolicySettings.Sentences(
        fact.Attested?.Reason ?? verdict switch
        {
            ValidationVerdict.Pass => $"{fact.Setting} is {PolicyBaseline.Words(fact.Actual!)}.",
            ValidationVerdict.Fail => $"{fact.Setting} is {PolicyBaseline.Words(fact.Actual!)}, and asked is: {fact.Expected}.",
            _ => $"{fact.Setting} is not known.",
        },
        fact.Remarks)!;

    // One setting speaks for itself; of several each is named.
    private static string Join(List<(PolicyComparison Fact, ValidationVerdict)> parts, Func<(PolicyComparison Fact, ValidationVerdict), string> text) =>
        parts.Count == 1 ? text(parts[0]) : string.Join("; ", parts.Select(part => $"{part.Fact.Setting}: {text(part)}"));

    private static string WaysToKnow(ValidationCheck check) =>
        check.Settings.Any(setting => PolicyCatalogue.Find(setting)!.Parts is PolicyPart.Methods or PolicyPart.Authorization)
            ? "Test-SsprPrerequisite Compare-SsprPolicy says which permission is missing."
            : "Connect as a person with Connect-SsprTenant -PortalApi, or have somebody look and attest it in a file (-Attestation).";
}
