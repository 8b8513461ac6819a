using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprGroup", DefaultParameterSetName = GroupSet)]
[OutputType(typeof(SsprGroup), ParameterSetName = new[] { GroupSet })]
[OutputType(typeof(SsprGroupMember), ParameterSetName = new[] { MemberSet })]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/members", "GroupMember.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers", "GroupMember.Read.All")]
public sealed class GetSsprGroupCommand : ConnectedCmdlet
{
    private const string GroupSet = "Group";
    private const string MemberSet = "Member";

    /// <summary>One group, by name or id; all security groups when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = GroupSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = MemberSet)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Identity { get; set; }

    /// <summary>The group's members instead of the group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MemberSet)]
    public SwitchParameter Member { get; set; }

    /// <summary>With the members of nested groups.</summary>
    [Parameter(ParameterSetName = MemberSet)]
    public SwitchParameter Transitive { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var groups = new SecurityGroups(Tenant);
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
