using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Ids in the order they were added, with a fast look-up.</summary>
internal sealed class MemberList
{
    public static readonly MemberList Empty = new([], []);

    private readonly ImmutableList<Guid> _order;
    private readonly ImmutableHashSet<Guid> _set;

    private MemberList(ImmutableList<Guid> order, ImmutableHashSet<Guid> set) => (_order, _set) = (order, set);

    public int Count => _order.Count;

    public ImmutableList<Guid> InOrder => _order;

    public static MemberList Of(IReadOnlyCollection<Guid> ids) => new([.. ids], [.. ids]);

    public bool Contains(Guid id) => _set.Contains(id);

    public MemberList Add(Guid id) => Contains(id) ? this : new(_order.Add(id), _set.Add(id));

    public MemberList Remove(Guid id) => Contains(id) ? new(_order.Remove(id), _set.Remove(id)) : this;
}
