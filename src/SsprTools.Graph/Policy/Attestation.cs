namespace SsprTools.Graph.Policy;

/// <summary>
/// Who looked at settings that no API shows, when, on what evidence, and for how long that counts. An entry of a policy file
/// (docs/schemas/sspr-policy.v1.schema.json, <c>attestations</c>).
/// </summary>
public sealed record Attestation
{
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>From then on it counts no more.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>What shows it: a ticket, a screenshot, a change record.</summary>
    public required string Evidence { get; init; }

    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>The file's signature, which fits; <see langword="null"/>: nobody signed it.</summary>
    public PolicySignature? Signature { get; init; }

    internal IReadOnlyDictionary<string, object> Values { get; init; } = new Dictionary<string, object>();

    public override string ToString() =>
        $"{By} on {Day(At)}, until {Day(Expires.AddTicks(-1))}, in {File}, {(Signature is null ? "not signed" : $"signed by {Signature.Subject}")}: {Evidence}";

    internal static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
