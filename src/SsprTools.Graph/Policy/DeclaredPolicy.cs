using System.Globalization;

namespace SsprTools.Graph.Policy;

/// <summary>What an admin's own file says of the policy: it stands in for what nobody else can tell, and is labelled so.</summary>
public sealed class DeclaredPolicy
{
    private readonly PolicyFile _file;
    private readonly DateTimeOffset _now;

    private DeclaredPolicy(PolicyFile file, DateTimeOffset now) => (_file, _now) = (file, now);

    /// <param name="path">A file of Export-SsprPolicy, or one written by hand.</param>
    /// <param name="tenantId">The file must be of this tenant, or of none.</param>
    /// <param name="now">By which an attestation in it has expired or not.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/></exception>
    public static DeclaredPolicy Read(string path, string tenantId, DateTimeOffset now) => new(PolicyFile.Read(path, tenantId), now);

    /// <summary>The setting with the declared value, or <see langword="null"/>.</summary>
    internal PolicySetting? Fill(PolicySetting setting)
    {
        if (PolicyCatalogue.Find(setting.Setting) is not { } definition)
        {
            return null;
        }

        if (_file.Value(definition) is not { } value)
        {
            return Attested(setting);
        }

        var who = _file.TakenBy is { } account ? $" by {account}" : "";
        var when = _file.TakenAt is { } time ? $" on {time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        var signed = _file.Signature is { } signature ? $"signed by {signature.Subject} ({signature.Thumbprint})" : "not signed";
        return setting with
        {
            Value = value,
            Source = PolicySource.Declared,
            AsOf = _file.TakenAt,
            Remarks = PolicySettings.Sentences($"Declared{who}{when} in {System.IO.Path.GetFileName(_file.Path)}, {signed}.", setting.Remarks),
        };
    }

    private PolicySetting? Attested(PolicySetting setting) =>
        _file.Attestations.Where(attestation => attestation.Values.ContainsKey(setting.Setting)).MaxBy(attestation => attestation.At) is not { } latest ? null
        : latest.Expires <= _now ? setting with { Remarks = PolicySettings.Sentences($"The attestation has expired: {latest}.", setting.Remarks) }
        : setting with
        {
            Value = latest.Values[setting.Setting],
            Source = PolicySource.Declared,
            AsOf = latest.At,
            Remarks = PolicySettings.Sentences($"Attested by {latest}.", setting.Remarks),
        };
}
