using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Remove, "SsprGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprGroup))]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("DELETE /groups/{id}", "Group.ReadWrite.All", Role = "Groups Administrator")]
public sealed class RemoveSsprGroupCommand : ConnectedCmdlet
{
    /// <summary>The group, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Identity { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Identity!.Value, async () =>
    {
        var groups = new SecurityGroups(Tenant);
        var group = await groups.GetAsync(Identity.Value, cancellationToken).ConfigureAwait(false);
        if (!ShouldChange(Tenant, $"group '{group.DisplayName}' ({group.Id})", "delete"))
        {
            return;
        }

        var removed = await groups.RemoveAsync(group, cancellationToken).ConfigureAwait(false);
        WriteObject(removed);
        if (removed.Status == ChangeStatus.Unverified)
        {
            WriteWarning($"{removed.DisplayName}: {removed.Remarks[0]}");
        }
    });
}
