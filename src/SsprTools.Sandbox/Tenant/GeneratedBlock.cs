using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Generated objects with what became of them: only the changed ones are kept, and which are gone.</summary>
internal sealed class GeneratedBlock<T>
    where T : class, IDirectoryObject
{
    private readonly IGenerated<T> _source;
    private readonly ImmutableDictionary<int, T> _changed;
    private readonly Gaps _gone;

    public GeneratedBlock(IGenerated<T> source)
        : this(source, ImmutableDictionary<int, T>.Empty, Gaps.None)
    {
    }

    private GeneratedBlock(IGenerated<T> source, ImmutableDictionary<int, T> changed, Gaps gone) =>
        (_source, _changed, _gone) = (source, changed, gone);

    public int Count => _source.Count - _gone.Count;

    public int FirstSequence => _source.FirstSequence;

    /// <summary>Those that are no longer as they were generated.</summary>
    public IEnumerable<T> Changed => _changed.Values;

    public T this[int position] => At(_gone.IndexAt(position));

    public bool Holds(int sequence) => sequence >= FirstSequence && sequence < FirstSequence + _source.Count;

    public T? Find(Guid id)
    {
        int index = _source.IndexOf(id);
        return index < 0 || _gone.Contains(index) ? null : At(index);
    }

    /// <summary>Changes one, or brings back one that was gone.</summary>
    public GeneratedBlock<T> Put(T item)
    {
        int index = item.Sequence - FirstSequence;
        return new(_source, _changed.SetItem(index, item), _gone.Contains(index) ? _gone.Remove(index) : _gone);
    }

    public GeneratedBlock<T> Remove(T item)
    {
        int index = item.Sequence - FirstSequence;
        return new(_source, _changed.Remove(index), _gone.Add(index));
    }

    private T At(int index) => _changed.IsEmpty ? _source[index] : _changed.GetValueOrDefault(index) ?? _source[index];
}
