using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>Writes the whole policy, as far as this connection can read it, to a file. Permissions: those of <see cref="SsprPolicyReader"/>.</summary>
public sealed class PolicyExporter(SsprConnection connection)
{
    /// <param name="path">A file, or an existing folder.</param>
    /// <param name="force">Also when the file exists.</param>
    /// <param name="attestations">Policy files whose attestations go into it, and so below its signature.</param>
    /// <param name="certificate">Signs the file; <see langword="null"/>: it is not signed.</param>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.BackupFailed"/>, <see cref="SsprErrorId.InvalidBackup"/>, <see cref="SsprErrorId.InvalidCertificate"/>; a read that failed when nothing at all could be read.
    /// </exception>
    public async Task<(SsprPolicyExport Export, IReadOnlyList<SsprException> Problems)> ExportAsync(
        string path, bool force, IReadOnlyList<string> attestations, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        var vouched = attestations.SelectMany(file => PolicyFile.AttestationsOf(file, connection.TenantId)).ToList();
        var (facts, problems) = await new SsprPolicyReader(connection).ReadFactsAsync(
            PolicyPart.Portal | PolicyPart.OnPremises | PolicyPart.Methods | PolicyPart.Authorization | PolicyPart.Administrators, withGroupName: false, cancellationToken).ConfigureAwait(false);
        if (facts.Sections.Count == 0 && problems.Count > 0)
        {
            throw problems[0];
        }

        var root = PolicyFile.Make(facts, connection);
        if (vouched.Count > 0)
        {
            root["attestations"] = new JsonArray([.. vouched]);
        }

        if (certificate is not null)
        {
            PolicySignature.Sign(root, certificate);
        }

        if (force && File.Exists(path))
        {
            // Written aside first, so that a full disk does not cost the old file.
            var aside = PolicyFile.Write(root, connection, $"{path}.{Guid.NewGuid():N}.tmp");
            File.Move(aside, path, overwrite: true);
        }
        else
        {
            path = PolicyFile.Write(root, connection, path);
        }

        return (new SsprPolicyExport
        {
            Path = System.IO.Path.GetFullPath(path),
            TenantId = connection.TenantId,
            TakenAt = facts.AsOf,
            Settings = ((JsonObject)root["settings"]!).Count,
            Unknown = [.. ((JsonObject)root["unknown"]!).Select(item => item.Key)],
            Signature = certificate is null ? null : new PolicySignature(certificate.Subject, certificate.Thumbprint),
        }, problems);
    }
}
