namespace SsprTools.Sandbox.Graph.Query;

/// <summary>Keeps the last few counts, so that a question about a million users that did not change is not counted again each time.</summary>
internal sealed class KeptCounts
{
    private const int Kept = 4;

    private readonly Lock _gate = new();
    private readonly List<(object Items, string Key, long Count)> _counts = [];

    /// <param name="source">What is counted; it <see cref="ListSource{T}.KeepsCounts"/>.</param>
    public long Get<T>(ListSource<T> source, ParsedQuery<T> query)
    {
        lock (_gate)
        {
            int at = _counts.FindIndex(entry => ReferenceEquals(entry.Items, source.Items) && entry.Key == query.Key);
            if (at >= 0)
            {
                return _counts[at].Count;
            }
        }

        long count = source.Count(query);
        lock (_gate)
        {
            _counts.Add((source.Items, query.Key, count));
            if (_counts.Count > Kept)
            {
                _counts.RemoveAt(0);
            }
        }

        return count;
    }
}
