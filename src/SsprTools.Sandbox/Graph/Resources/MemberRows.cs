using System.Collections;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>A group's members as a list that looks each up only when its page is written.</summary>
internal sealed class MemberRows<T>(TenantState state, IReadOnlyList<Guid> ids) : IReadOnlyList<T>
    where T : IDirectoryObject
{
    public int Count => ids.Count;

    // A deleted object leaves its groups in the same change, so every id is found.
    public T this[int index] => (T)state.FindObject(ids[index])!;

    public IEnumerator<T> GetEnumerator() => ids.Select(id => (T)state.FindObject(id)!).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
