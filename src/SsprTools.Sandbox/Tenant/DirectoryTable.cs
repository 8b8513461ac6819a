using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Immutable table of directory objects: by id, and in the order of creation so that paging is stable.</summary>
internal sealed class DirectoryTable<T>
    where T : class, IDirectoryObject
{
    public static readonly DirectoryTable<T> Empty = new([], ImmutableDictionary<Guid, T>.Empty);

    private static readonly Comparer<T> s_bySequence = Comparer<T>.Create((left, right) => left.Sequence.CompareTo(right.Sequence));

    private readonly ImmutableDictionary<Guid, T> _byId;

    private DirectoryTable(ImmutableList<T> inOrder, ImmutableDictionary<Guid, T> byId) => (InOrder, _byId) = (inOrder, byId);

    public ImmutableList<T> InOrder { get; }

    public int Count => InOrder.Count;

    public static DirectoryTable<T> Of(IReadOnlyCollection<T> itemsInOrder) =>
        new([.. itemsInOrder], itemsInOrder.ToImmutableDictionary(item => item.Id));

    public T? Find(Guid id) => _byId.GetValueOrDefault(id);

    public DirectoryTable<T> Add(T item)
    {
        int at = IndexOf(item);
        return new(InOrder.Insert(at < 0 ? ~at : at, item), _byId.Add(item.Id, item));
    }

    public DirectoryTable<T> Replace(T item) => new(InOrder.SetItem(IndexOf(item), item), _byId.SetItem(item.Id, item));

    public DirectoryTable<T> Remove(T item) => new(InOrder.RemoveAt(IndexOf(item)), _byId.Remove(item.Id));

    private int IndexOf(T item) => InOrder.BinarySearch(item, s_bySequence);
}
