using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsLifecycle.Enable, "SsprGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicyChange))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("PUT /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.WriteRole, AppOnly = false)]
[GraphPermission("GET /groups", "Group.Read.All", Role = "Global Reader")]
[GraphPermission("GET /groups/{id}", "Group.Read.All", Role = "Global Reader")]
public sealed class EnableSsprGroupCommand : PolicyChangeCmdlet
{
    /// <summary>The group for whose members, nested ones included, reset is turned on.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "GroupId", "Group")]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Identity { get; set; }

    /// <summary>Also when reset is on for another group or for everyone now, who then lose it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Identity!.Value, async () =>
    {
        var scope = new GroupScope(Tenant);
        var plan = await scope.PlanEnableAsync(Identity.Value, Force, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(scope, plan, Identity.Value, cancellationToken).ConfigureAwait(false);
    });
}
