using System.Collections;
using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Ids in the order they were added, with a fast look-up; the first ones may be generated users, which take no memory.</summary>
internal sealed class MemberList : IReadOnlyList<Guid>
{
    public static readonly MemberList Empty = new(null, 0, Gaps.None, [], []);

    private readonly IGenerated<User>? _source;
    private readonly int _generated;
    private readonly Gaps _gone;
    private readonly ImmutableList<Guid> _order;
    private readonly ImmutableHashSet<Guid> _set;

    private MemberList(IGenerated<User>? source, int generated, Gaps gone, ImmutableList<Guid> order, ImmutableHashSet<Guid> set) =>
        (_source, _generated, _gone, _order, _set) = (source, generated, gone, order, set);

    public int Count => Left + _order.Count;

    public IReadOnlyList<Guid> InOrder => this;

    /// <summary>Those that were added one by one; only among them are groups.</summary>
    public ImmutableList<Guid> Added => _order;

    private int Left => _generated - _gone.Count;

    public Guid this[int index] => index < Left ? _source!.IdAt(_gone.IndexAt(index)) : _order[index - Left];

    public static MemberList Of(IReadOnlyCollection<Guid> ids) => new(null, 0, Gaps.None, [.. ids], [.. ids]);

    /// <summary>The first so many of the generated users.</summary>
    public static MemberList Of(IGenerated<User> source, int count) => new(source, count, Gaps.None, [], []);

    public bool Contains(Guid id) => _set.Contains(id) || IsGenerated(id);

    public MemberList Add(Guid id) => Contains(id) ? this : new(_source, _generated, _gone, _order.Add(id), _set.Add(id));

    public MemberList Remove(Guid id) =>
        _set.Contains(id) ? new(_source, _generated, _gone, _order.Remove(id), _set.Remove(id))
        : IsGenerated(id) ? new(_source, _generated, _gone.Add(_source!.IndexOf(id)), _order, _set)
        : this;

    public IEnumerator<Guid> GetEnumerator()
    {
        for (int index = 0; index < Left; index++)
        {
            yield return this[index];
        }

        foreach (Guid id in _order)
        {
            yield return id;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool IsGenerated(Guid id) =>
        _source?.IndexOf(id) is >= 0 and int index && index < _generated && !_gone.Contains(index);
}
