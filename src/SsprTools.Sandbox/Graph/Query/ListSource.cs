using System.Text.Json;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>What a listing lists.</summary>
internal sealed record ListSource<T>(IReadOnlyList<T> Items, IShape<T> Shape, QueryRules Rules, string Context)
{
    /// <summary>Version of the state that the items come from, for the skip token; 0 when the items do not page over a state.</summary>
    public int Version { get; init; }

    public long Ticks { get; init; }

    /// <summary>Gives the "#microsoft.graph.x" of a row where rows are of several types.</summary>
    public Func<T, string>? TypeOf { get; init; }

    /// <summary>Which of the items are rows at all; all of them without it.</summary>
    public Func<T, bool>? Where { get; init; }

    /// <summary>
    /// Finds the only items that can have one of the values, in their order, without a look at all the others; <see langword="null"/> for a property that
    /// nothing is found by.
    /// </summary>
    public Func<NamedValues, IReadOnlyList<T>?>? Lookup { get; init; }

    /// <summary>Whether the items and the query alone say how many rows there are: the items never change, and rows hang on nothing else.</summary>
    public bool KeepsCounts { get; init; }

    /// <summary>Writes a whole row, braces and all, faster than the shape does; for rows without $select.</summary>
    public Action<Utf8JsonWriter, T>? FastWriter { get; init; }

    /// <summary>Writes an expanded navigation property of a row.</summary>
    public Action<Utf8JsonWriter, T, string>? Expansion { get; init; }

    /// <summary>The items to look at: those that the filter names, or all.</summary>
    public IReadOnlyList<T> Candidates(ParsedQuery<T> query) => (query.Named is { } named ? Lookup?.Invoke(named) : null) ?? Items;

    public long Count(ParsedQuery<T> query) => Candidates(query).LongCount(row => Keeps(row, query));

    public bool Keeps(T row, ParsedQuery<T> query) =>
        (Where is null || Where(row)) && (query.Filter is null || query.Filter(row)) && (query.Search is null || query.Search(row));
}
