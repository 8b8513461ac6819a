using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsData.Export, "SsprPolicy")]
[OutputType(typeof(SsprPolicyExport))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /policies/adminPasswordResetPolicy", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false, For = "the Administrator page")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All", Role = "Global Reader")]
public sealed class ExportSsprPolicyCommand : PolicyFileCmdlet
{
    /// <summary>A file, or an existing folder for a file named after the time.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Policy files whose attestations go into the file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Attestation { get; set; }

    /// <summary>Signs the file with this certificate's private key.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Also when the file exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Path, async () =>
    {
        var path = FilePath(Path!);
        var (export, problems) = await new PolicyExporter(Tenant).ExportAsync(path, Force, [.. (Attestation ?? []).Select(FilePath)], Certificate, cancellationToken).ConfigureAwait(false);
        WriteObject(export);
        WriteErrors(problems, Path);
    });
}
