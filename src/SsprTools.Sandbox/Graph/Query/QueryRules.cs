namespace SsprTools.Sandbox.Graph.Query;

/// <summary>
/// What a resource documents for its queries. Filter: path to operators, where "!" marks an advanced one that needs
/// ConsistencyLevel: eventual and $count=true (graph.md 1.3).
/// </summary>
internal sealed record QueryRules
{
    public static readonly QueryRules None = new();

    public IReadOnlyDictionary<string, string> Filter { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> OrderBy { get; init; } = [];

    public IReadOnlyList<string> Search { get; init; } = [];

    /// <summary>Directory objects: $count, $search and $orderby beside $filter need the eventual header.</summary>
    public bool IsDirectory { get; init; }

    public int DefaultPage { get; init; } = 100;

    public int MaxPage { get; init; } = 999;

    /// <summary>A too large $top is cut instead of refused.</summary>
    public bool ClampsTop { get; init; }

    /// <summary>"basic", "advanced" or null, for an operator on a path.</summary>
    public bool? IsAdvanced(string path, string filterOperator)
    {
        if (!Filter.TryGetValue(path, out string? operators))
        {
            return null;
        }

        foreach (string known in operators.Split(' '))
        {
            if (known.TrimEnd('!') == filterOperator)
            {
                return known.EndsWith('!');
            }
        }

        return null;
    }
}
