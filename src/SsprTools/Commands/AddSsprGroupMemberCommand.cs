using System.Management.Automation;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Add, "SsprGroupMember", SupportsShouldProcess = true)]
[OutputType(typeof(SsprMemberChange))]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/members", "GroupMember.Read.All")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("PATCH /groups/{id}", "GroupMember.ReadWrite.All", Role = "Groups Administrator")]
[GraphPermission("POST /groups/{id}/members/$ref", "GroupMember.ReadWrite.All", Role = "Groups Administrator")]
public sealed class AddSsprGroupMemberCommand : GroupMemberCmdlet
{
    private protected override bool Present => true;

    private protected override string Describe(SsprGroupMember member, DirectoryGroup group) => $"add {member.Kind} '{member}'";

    private protected override Task<IReadOnlyList<SsprMemberChange>> ChangeAsync(
        GroupMembership membership, DirectoryGroup group, IReadOnlyList<SsprGroupMember> members, CancellationToken cancellationToken) =>
        membership.AddAsync(group, members, cancellationToken);
}
