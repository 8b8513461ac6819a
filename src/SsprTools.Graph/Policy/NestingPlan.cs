using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>A group that is to go into the one that the policy holds.</summary>
/// <param name="Selected">The group that the policy holds.</param>
/// <param name="Group">The one to nest.</param>
/// <param name="IsMember">Whether it is in there already.</param>
public sealed record NestingPlan(DirectoryGroup Selected, DirectoryGroup Group, bool IsMember)
{
    public string Describe() =>
        $"Add group '{Group.DisplayName}' ({Group.Id}) as a member, so that reset is on for its members too: the policy holds one group, and '{Selected.DisplayName}' is selected";

    public SsprMemberChange Unchanged() => SsprMemberChange.Of(Selected, Member, ChangeStatus.Unchanged);

    internal SsprGroupMember Member => new() { Id = Group.Id, Kind = "Group", DisplayName = Group.DisplayName };
}
