using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprGroup")]
[OutputType(typeof(SsprGroup), typeof(SsprGroupMember))]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/members", "GroupMember.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers", "GroupMember.Read.All")]
public sealed class GetSsprGroupCommand : ConnectedCmdlet
{
    /// <summary>One group, by name or id; all security groups when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Identity { get; set; }

    /// <summary>The group's members instead of the group.</summary>
    [Parameter]
    public SwitchParameter Member { get; set; }

    /// <summary>With -Member: those of nested groups too.</summary>
    [Parameter]
    public SwitchParameter Transitive { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var groups = new SecurityGroups(Tenant);
        if ((Transitive && !Member) || (Member && Identity is null))
        {
            throw new SsprException(
                SsprErrorId.InvalidArgument,
                Member ? "-Member needs to know whose members." : "-Transitive says which members, and none were asked for.",
                Member ? "Give a group with -Identity." : "Give -Member too.");
        }

        if (Identity is null)
        {
            await foreach (var page in groups.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                WriteObjects(page);
            }

            return;
        }

        await ForItemAsync(Identity.Value, async () =>
        {
            if (!Member)
            {
                WriteObject(await groups.GetAsync(Identity.Value, cancellationToken).ConfigureAwait(false));
                return;
            }

            var group = await new GroupDirectory(Tenant).GetAsync(Identity.Value, cancellationToken).ConfigureAwait(false);
            await foreach (var page in new GroupMembership(Tenant).ReadAsync(group, Transitive, cancellationToken).ConfigureAwait(false))
            {
                WriteObjects(page);
            }
        }).ConfigureAwait(false);
    }
}
