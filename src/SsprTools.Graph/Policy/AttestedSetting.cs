using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Policy;

/// <summary>What somebody attested of one setting, judged by a baseline.</summary>
public sealed record AttestedSetting
{
    // A clock that is a little ahead is no lie.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromDays(1);

    public required object Value { get; init; }

    /// <summary>Pass: as the baseline asks. Fail: not so, or the attestation has expired.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Who said so, and why it counts or not.</summary>
    public required string Reason { get; init; }

    public required Attestation Attestation { get; init; }

    internal static AttestedSetting Judge(PolicyRequirement requirement, Attestation attestation, DateTimeOffset now)
    {
        var value = attestation.Values[requirement.Setting.Setting];
        var wrong = attestation.Expires <= now ? $"The attestation has expired: {attestation}."
            : attestation.At > now + s_clockSkew ? $"The attestation is dated in the future: {attestation}."
            : !requirement.IsMet(value) ? $"Attested is {PolicyBaseline.Words(value)}, by {attestation}."
            : null;
        return new AttestedSetting
        {
            Value = value,
            Verdict = wrong is null ? Verdict.Pass : Verdict.Fail,
            Reason = wrong ?? $"Attested by {attestation}.",
            Attestation = attestation,
        };
    }
}
