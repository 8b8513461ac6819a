using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>Reads a directory $search: one or more "property:value" clauses in double quotes, joined with AND or OR.</summary>
internal static class SearchText<T>
{
    public static Func<T, bool> Of(string search, IShape<T> shape, QueryRules rules)
    {
        string[] alternatives = search.Split(" OR ", StringSplitOptions.TrimEntries);
        List<List<(string Name, string Text)>> clauses =
            [.. alternatives.Select(part => part.Split(" AND ", StringSplitOptions.TrimEntries).Select(clause => Clause(clause, rules)).ToList())];
        return item => clauses.Exists(all => all.TrueForAll(clause =>
            shape.Get(item, clause.Name)?.ToString()?.Contains(clause.Text, StringComparison.OrdinalIgnoreCase) == true));
    }

    private static (string Name, string Text) Clause(string clause, QueryRules rules)
    {
        int colon = clause.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || clause[0] != '"' || clause[^1] != '"' || !rules.Search.Contains(clause[1..colon]))
        {
            throw Errors.UnsupportedQuery($"Unsupported or invalid search clause '{clause}'.");
        }

        return (clause[1..colon], clause[(colon + 1)..^1]);
    }
}
