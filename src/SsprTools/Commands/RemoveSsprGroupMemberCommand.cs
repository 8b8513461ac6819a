using System.Management.Automation;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Remove, "SsprGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SsprMemberChange))]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/members", "GroupMember.Read.All")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("DELETE /groups/{id}/members/{id}/$ref", "GroupMember.ReadWrite.All", Role = "Groups Administrator")]
public sealed class RemoveSsprGroupMemberCommand : GroupMemberCmdlet
{
    private protected override bool Present => false;

    private protected override string Describe(SsprGroupMember member, DirectoryGroup group) => $"remove {member.Kind} '{member}' from the group";

    private protected override Task<IReadOnlyList<SsprMemberChange>> ChangeAsync(
        GroupMembership membership, DirectoryGroup group, IReadOnlyList<SsprGroupMember> members, CancellationToken cancellationToken) =>
        membership.RemoveAsync(group, members, cancellationToken);
}
