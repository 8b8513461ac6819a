namespace SsprTools.Graph.Policy;

/// <summary>What people attested of a tenant's policy: the <c>attestations</c> of one or more policy files.</summary>
public sealed class AttestedPolicy
{
    private readonly IReadOnlyList<Attestation> _attestations;

    private AttestedPolicy(IReadOnlyList<Attestation> attestations) => _attestations = attestations;

    /// <param name="paths">Policy files.</param>
    /// <param name="tenantId">The files must be of this tenant, or of none; <see langword="null"/>: of any.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/></exception>
    public static AttestedPolicy Read(IEnumerable<string> paths, string? tenantId) => new([.. paths.SelectMany(path =>
        PolicyFile.Read(path, tenantId).Attestations is { Count: > 0 } found ? found : throw PolicyFile.Invalid(path, "there is no attestation in it"))]);

    /// <summary>The latest that name a setting, expired or not: a new look replaces an old one. Several are of the same time.</summary>
    internal IEnumerable<Attestation> Find(string setting) => _attestations
        .Where(attestation => attestation.Values.ContainsKey(setting))
        .GroupBy(attestation => attestation.At)
        .MaxBy(latest => latest.Key) ?? Enumerable.Empty<Attestation>();
}
