using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Readiness;

namespace SsprTools.Commands;

[Cmdlet(VerbsDiagnostic.Test, "SsprPrerequisite")]
[OutputType(typeof(PrerequisiteResult))]
[GraphPermission("GET /subscribedSkus", "LicenseAssignment.Read.All", Role = "Global Reader")]
[GraphPermission("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All", Role = "Global Reader")]
public sealed class TestSsprPrerequisiteCommand : ConnectedCmdlet
{
    private IReadOnlyList<LicenseFact>? _tenantLicenses;

    /// <summary>Users whose own licences are checked; the tenant's licences when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "UserPrincipalName", "User")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNull]
    public UserReference[]? Identity { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var directory = new LicenseFactsReader(Tenant);
        _tenantLicenses ??= await directory.ReadTenantAsync(cancellationToken).ConfigureAwait(false);
        if (Identity is null)
        {
            WriteObjects(LicenseRules.JudgeTenant(_tenantLicenses, LicenseFactsReader.TenantSource, directory.Now));
            return;
        }

        foreach (var user in Identity)
        {
            await ForItemAsync(user.Value, async () =>
            {
                var licenses = await directory.ReadUserAsync(user.Value, cancellationToken).ConfigureAwait(false);
                WriteObjects(LicenseRules.JudgeUser(user.Value, licenses, _tenantLicenses, LicenseFactsReader.UserSource, directory.Now));
            }).ConfigureAwait(false);
        }
    }
}
