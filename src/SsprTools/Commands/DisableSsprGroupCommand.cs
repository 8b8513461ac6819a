using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsLifecycle.Disable, "SsprGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = NoneSet)]
[OutputType(typeof(SsprPolicyChange))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("PUT /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.WriteRole, AppOnly = false)]
[GraphPermission("GET /groups", "Group.Read.All", Role = "Global Reader")]
[GraphPermission("GET /groups/{id}", "Group.Read.All", Role = "Global Reader")]
public sealed class DisableSsprGroupCommand : AssistedPolicyCmdlet
{
    private const string NoneSet = "None";
    private const string RestoreSet = "Restore";

    /// <summary>Only if this is the selected group; whatever is on when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NoneSet)]
    [Alias("Id", "GroupId", "Group")]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Identity { get; set; }

    /// <summary>Puts back the scope and group of this backup, a BackupPath of an earlier change; the other settings stay as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RestoreSet)]
    [ValidateNotNullOrEmpty]
    public string? RestoreBackup { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Identity?.Value ?? RestoreBackup, async () =>
    {
        var scope = new GroupScope(Tenant);
        var plan = RestoreBackup is null
            ? await scope.PlanDisableAsync(Identity?.Value, IsAssisted, cancellationToken).ConfigureAwait(false)
            : await scope.PlanRestoreAsync(FilePath(RestoreBackup), cancellationToken).ConfigureAwait(false);
        await ChangeAllAsync(plan, Identity?.Value ?? RestoreBackup, cancellationToken).ConfigureAwait(false);
    });
}
