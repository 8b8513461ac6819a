using System.Collections;
using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>
/// Immutable table of directory objects: by id, and as a list in the order of creation so that paging is stable. A block of generated objects may stand
/// among them, between those of the seed and those that came later.
/// </summary>
internal sealed class DirectoryTable<T> : IReadOnlyList<T>
    where T : class, IDirectoryObject
{
    public static readonly DirectoryTable<T> Empty = new([], null, [], ImmutableDictionary<Guid, T>.Empty);

    private static readonly Comparer<T> s_bySequence = Comparer<T>.Create((left, right) => left.Sequence.CompareTo(right.Sequence));

    private readonly ImmutableList<T> _before;
    private readonly GeneratedBlock<T>? _block;
    private readonly ImmutableList<T> _after;
    private readonly ImmutableDictionary<Guid, T> _byId;

    private DirectoryTable(ImmutableList<T> before, GeneratedBlock<T>? block, ImmutableList<T> after, ImmutableDictionary<Guid, T> byId) =>
        (_before, _block, _after, _byId) = (before, block, after, byId);

    public IReadOnlyList<T> InOrder => this;

    public int Count => _before.Count + Generated + _after.Count;

    /// <summary>All but those that are as they were generated, in no order.</summary>
    public IEnumerable<T> Kept => _before.Concat(_after).Concat(_block?.Changed ?? []);

    private int Generated => _block?.Count ?? 0;

    public T this[int index] =>
        index < _before.Count ? _before[index]
        : index < _before.Count + Generated ? _block![index - _before.Count]
        : _after[index - _before.Count - Generated];

    public static DirectoryTable<T> Of(IReadOnlyCollection<T> itemsInOrder, IGenerated<T>? generated = null) =>
        new([.. itemsInOrder], generated is null ? null : new GeneratedBlock<T>(generated), [], itemsInOrder.ToImmutableDictionary(item => item.Id));

    public T? Find(Guid id) => _byId.GetValueOrDefault(id) ?? _block?.Find(id);

    public DirectoryTable<T> Add(T item)
    {
        if (_block?.Holds(item.Sequence) == true)
        {
            return new(_before, _block.Put(item), _after, _byId);
        }

        ImmutableDictionary<Guid, T> byId = _byId.Add(item.Id, item);
        return IsBefore(item) ? new(Insert(_before, item), _block, _after, byId) : new(_before, _block, Insert(_after, item), byId);
    }

    public DirectoryTable<T> Replace(T item)
    {
        if (_block?.Holds(item.Sequence) == true)
        {
            return new(_before, _block.Put(item), _after, _byId);
        }

        ImmutableDictionary<Guid, T> byId = _byId.SetItem(item.Id, item);
        return IsBefore(item)
            ? new(_before.SetItem(_before.BinarySearch(item, s_bySequence), item), _block, _after, byId)
            : new(_before, _block, _after.SetItem(_after.BinarySearch(item, s_bySequence), item), byId);
    }

    public DirectoryTable<T> Remove(T item)
    {
        if (_block?.Holds(item.Sequence) == true)
        {
            return new(_before, _block.Remove(item), _after, _byId);
        }

        ImmutableDictionary<Guid, T> byId = _byId.Remove(item.Id);
        return IsBefore(item)
            ? new(_before.RemoveAt(_before.BinarySearch(item, s_bySequence)), _block, _after, byId)
            : new(_before, _block, _after.RemoveAt(_after.BinarySearch(item, s_bySequence)), byId);
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (T item in _before)
        {
            yield return item;
        }

        for (int index = 0; index < Generated; index++)
        {
            yield return _block![index];
        }

        foreach (T item in _after)
        {
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ImmutableList<T> Insert(ImmutableList<T> list, T item)
    {
        int at = list.BinarySearch(item, s_bySequence);
        return list.Insert(at < 0 ? ~at : at, item);
    }

    private bool IsBefore(T item) => _block is null || item.Sequence < _block.FirstSequence;
}
