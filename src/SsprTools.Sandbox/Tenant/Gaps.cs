using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Which indexes of a generated row of things are gone. Finds what stands at a position among those that are left.</summary>
internal sealed class Gaps
{
    public static readonly Gaps None = new([]);

    private readonly ImmutableList<int> _gone;

    private Gaps(ImmutableList<int> gone) => _gone = gone;

    public int Count => _gone.Count;

    public bool Contains(int index) => _gone.Count > 0 && _gone.BinarySearch(index) >= 0;

    /// <summary>The index of the one that stands at a position.</summary>
    public int IndexAt(int position)
    {
        (int low, int high) = (0, _gone.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_gone[middle] - middle <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return position + low;
    }

    public Gaps Add(int index)
    {
        int at = _gone.BinarySearch(index);
        return at >= 0 ? this : new(_gone.Insert(~at, index));
    }

    public Gaps Remove(int index) => new(_gone.Remove(index));
}
