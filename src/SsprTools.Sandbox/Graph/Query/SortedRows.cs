namespace SsprTools.Sandbox.Graph.Query;

/// <summary>Keeps the last few sorted lists, so that the pages of one query are not sorted again each time.</summary>
internal sealed class SortedRows
{
    private const int Kept = 4;

    private readonly Lock _gate = new();
    private readonly List<(object Items, string Key, object Rows)> _lists = [];

    public IReadOnlyList<T> Get<T>(ListSource<T> source, ParsedQuery<T> query)
    {
        lock (_gate)
        {
            (object Items, string Key, object Rows) known = _lists.Find(entry => ReferenceEquals(entry.Items, source.Items) && entry.Key == query.Key);
            if (known.Rows is not null)
            {
                return (IReadOnlyList<T>)known.Rows;
            }
        }

        // OrderBy is stable, List.Sort is not.
        List<T> rows = [.. source.Items.Where(row => source.Keeps(row, query))
            .OrderBy(row => row, Comparer<T>.Create(query.Order!))];
        lock (_gate)
        {
            _lists.Add((source.Items, query.Key, rows));
            if (_lists.Count > Kept)
            {
                _lists.RemoveAt(0);
            }
        }

        return rows;
    }
}
