using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Policy;

/// <summary>Judges settings by a baseline. No I/O.</summary>
public static class PolicyComparer
{
    /// <param name="settings">The policy as it was read.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <returns>One verdict for each setting that the baseline names, in its order.</returns>
    public static IReadOnlyList<PolicyComparison> Compare(IEnumerable<PolicySetting> settings, PolicyBaseline baseline) =>
        Compare(settings, baseline, null, default);

    /// <param name="settings">The policy as it was read.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="attested">What people attested, for settings that could not be read.</param>
    /// <param name="now">The service's time, by which an attestation has expired or not.</param>
    public static IReadOnlyList<PolicyComparison> Compare(
        IEnumerable<PolicySetting> settings, PolicyBaseline baseline, AttestedPolicy? attested, DateTimeOffset now)
    {
        var read = settings.ToDictionary(setting => setting.Setting);
        return [.. baseline.Requirements.Select(requirement =>
        {
            if (requirement.NotKnown is not null)
            {
                // No attestation can say whether it is as asked either.
                return Judge(requirement, read, baseline.Name);
            }

            var comparison = Judge(requirement, read, baseline.Name);
            return comparison.Verdict == Verdict.Unknown && attested is not null
                ? comparison with { Attested = Worst(attested.Find(comparison.Setting).Select(attestation => AttestedSetting.Judge(requirement, attestation, now))) }
                : comparison;
        })];
    }

    // Two people who looked on one day and saw different things have shown nothing.
    private static AttestedSetting? Worst(IEnumerable<AttestedSetting> looks) => looks.OrderBy(look => look.Verdict != Verdict.Fail).FirstOrDefault();

    private static PolicyComparison Judge(PolicyRequirement requirement, Dictionary<string, PolicySetting> read, string baseline)
    {
        var setting = read.GetValueOrDefault(requirement.Setting.Setting);
        var exempt = requirement.NotKnown ?? requirement.NotApplicable?.Invoke(name => read.GetValueOrDefault(name)?.Value);
        // What somebody declares about himself is no evidence: an auditor's baseline is not met by it.
        var evident = setting is { Value: not null, Source: not PolicySource.Declared };
        return new PolicyComparison
        {
            Baseline = baseline,
            Page = requirement.Setting.Page,
            Setting = requirement.Setting.Setting,
            Expected = requirement.Expected,
            Actual = setting?.Value,
            Source = setting?.Source ?? PolicySource.Unknown,
            AsOf = setting?.AsOf,
            Reference = requirement.Reference,
            Verdict = exempt is not null ? Verdict.Unknown : !evident ? Verdict.Unknown : requirement.IsMet(setting!.Value!) ? Verdict.Pass : Verdict.Fail,
            Remarks = PolicySettings.Sentences(
                exempt,
                setting is { Source: PolicySource.Declared } ? "Declared is not seen: the value counts as unknown." : null,
                setting?.Remarks ?? (setting is null ? "It was not read." : null)),
        };
    }
}
