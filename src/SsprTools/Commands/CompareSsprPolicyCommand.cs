using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsData.Compare, "SsprPolicy", DefaultParameterSetName = BaselineSet)]
[OutputType(typeof(PolicyComparison))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /policies/adminPasswordResetPolicy", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false, For = "the Administrator page")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All", Role = "Global Reader")]
public sealed class CompareSsprPolicyCommand : PolicyFileCmdlet
{
    private const string BaselineSet = "Baseline";
    private const string FileSet = "File";
    private const string TenantSet = "Tenant";

    /// <summary>A built-in baseline.</summary>
    [Parameter(Position = 0, ParameterSetName = BaselineSet)]
    [ValidateSet("CIS", "Microsoft")]
    public string[] Baseline { get; set; } = ["CIS"];

    /// <summary>Policy files; what a file does not name is not compared.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Another tenant's connection, whose policy is the wanted one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TenantSet)]
    [ValidateNotNull]
    public SsprConnection? ReferenceConnection { get; set; }

    /// <summary>Only these settings; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Setting { get; set; }

    /// <summary>A pilot group, from whose members' rows in the registration report the scope is deduced where it cannot be read.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Group { get; set; }

    /// <summary>Policy files whose attestations answer for what could not be read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Attestation { get; set; }

    private PolicyReading? _reading;
    private AttestedPolicy? _attested;

    protected override Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        // A file that cannot be used is said before anything is read.
        _attested = Attestation is null ? null : AttestedPolicy.Read(Attestation.Select(FilePath), Tenant.TenantId);
        return Task.CompletedTask;
    }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var wanted = SettingChoice.Of(null, Setting);
        switch (ParameterSetName)
        {
            case FileSet:
                foreach (var path in Path)
                {
                    await ForItemAsync(path, () => CompareAsync(PolicyBaseline.FromFile(FilePath(path)), wanted, cancellationToken)).ConfigureAwait(false);
                }

                break;
            case TenantSet:
                var other = await new SsprPolicyReader(ReferenceConnection!).ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
                await CompareAsync(PolicyBaseline.FromSettings($"{ReferenceConnection}", other.Settings), wanted, cancellationToken).ConfigureAwait(false);
                WriteErrors(other.Problems, $"{ReferenceConnection}");
                break;
            default:
                foreach (var name in Baseline.Distinct(StringComparer.OrdinalIgnoreCase))
                {
                    var baseline = name.Equals("CIS", StringComparison.OrdinalIgnoreCase) ? PolicyBaseline.Cis : PolicyBaseline.Microsoft;
                    await CompareAsync(baseline, wanted, cancellationToken).ConfigureAwait(false);
                }

                break;
        }
    }

    private async Task CompareAsync(PolicyBaseline baseline, Func<PolicySettingDefinition, bool> wanted, CancellationToken cancellationToken)
    {
        var first = _reading is null;
        // One read serves every baseline and file of a call. A setting of it may be needed to judge another, so all are read.
        _reading ??= await new SsprPolicyReader(Tenant).ReadAsync(_ => true, Group?.Value, null, cancellationToken).ConfigureAwait(false);
        WriteObjects(PolicyComparer.Compare(_reading.Settings, baseline, _attested, Tenant.Now).Where(comparison => wanted(PolicyCatalogue.Find(comparison.Setting)!)));
        if (first)
        {
            WriteErrors(_reading.Problems, null);
        }
    }
}
