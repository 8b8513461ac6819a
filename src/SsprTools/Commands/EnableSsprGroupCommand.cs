using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsLifecycle.Enable, "SsprGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprPolicyChange), typeof(SsprMemberChange))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("PUT /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.WriteRole, AppOnly = false)]
[GraphPermission("GET /groups", "Group.Read.All", Role = "Global Reader")]
[GraphPermission("GET /groups/{id}", "Group.Read.All", Role = "Global Reader")]
[GraphPermission("GET /groups/{id}/members", "GroupMember.Read.All", For = "-Nest")]
[GraphPermission("POST /groups/{id}/members/$ref", "GroupMember.ReadWrite.All", Role = "Groups Administrator", For = "-Nest")]
public sealed class EnableSsprGroupCommand : AssistedPolicyCmdlet
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

    /// <summary>When another group is selected, put this one into it, for the policy holds one group and nested ones count.</summary>
    [Parameter]
    public SwitchParameter Nest { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Identity!.Value, async () =>
    {
        if (Nest && await new GroupNesting(Tenant).FindAsync(Identity.Value, cancellationToken).ConfigureAwait(false) is { } nesting)
        {
            await NestAsync(nesting, cancellationToken).ConfigureAwait(false);
            return;
        }

        var plan = await new GroupScope(Tenant).PlanEnableAsync(Identity.Value, Force, IsAssisted, cancellationToken).ConfigureAwait(false);
        await ChangeAllAsync(plan, Identity.Value, cancellationToken).ConfigureAwait(false);
    });

    private async Task NestAsync(NestingPlan nesting, CancellationToken cancellationToken)
    {
        if (nesting.IsMember)
        {
            WriteObject(nesting.Unchanged());
            return;
        }

        if (ShouldChange(Tenant, $"group '{nesting.Selected.DisplayName}'", nesting.Describe()))
        {
            var change = await new GroupNesting(Tenant).ApplyAsync(nesting, cancellationToken).ConfigureAwait(false);
            WriteObject(change);
            WriteErrors([change.Error], Identity!.Value);
        }
    }
}
