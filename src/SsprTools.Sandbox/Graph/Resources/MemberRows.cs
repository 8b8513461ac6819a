using System.Collections;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>A group's direct members as a list that looks each up only when its page is written.</summary>
internal sealed class MemberRows : IReadOnlyList<IDirectoryObject>
{
    private readonly TenantState _state;
    private readonly Group _group;

    private MemberRows(TenantState state, Group group) => (_state, _group) = (state, group);

    public int Count => _group.Members.Count;

    // A deleted user leaves its groups in the same change, so every id is found.
    public IDirectoryObject this[int index] => _state.FindObject(_group.Members.InOrder[index])!;

    public static MemberRows Of(TenantState state, Group group) => new(state, group);

    public IEnumerator<IDirectoryObject> GetEnumerator() => _state.MembersOf(_group).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
