namespace SsprTools.Sandbox.Graph.Query;

/// <summary>The query string, split and decoded, in the order it was sent.</summary>
internal sealed class RawQuery
{
    public static readonly RawQuery Empty = new([]);

    private readonly List<KeyValuePair<string, string>> _items;

    private RawQuery(List<KeyValuePair<string, string>> items) => _items = items;

    public IReadOnlyList<KeyValuePair<string, string>> Items => _items;

    public string? this[string name] => _items.FirstOrDefault(item => item.Key == name).Value;

    public static RawQuery Parse(string queryString)
    {
        List<KeyValuePair<string, string>> items = [];
        foreach (string part in queryString.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = Decode(equals < 0 ? part : part[..equals]);
            items.Add(new(Canonical(name), equals < 0 ? "" : Decode(part[(equals + 1)..])));
        }

        return new RawQuery(items);
    }

    public string WithoutSkipToken() => string.Join('&', _items
        .Where(item => item.Key != "$skiptoken")
        .Select(item => $"{Uri.EscapeDataString(item.Key).Replace("%24", "$", StringComparison.Ordinal)}={Uri.EscapeDataString(item.Value)}"));

    // "+" is a blank in a query string, as the service reads it.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    // Graph takes system options with and without the dollar sign, in any case.
    private static string Canonical(string name)
    {
        string bare = name.TrimStart('$').ToLowerInvariant();
        return bare is "select" or "filter" or "top" or "orderby" or "count" or "search" or "expand" or "skip" or "skiptoken" or "format"
            ? "$" + bare
            : name;
    }
}
