using System.Globalization;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>A query string read by the OData parser against the served schema.</summary>
internal sealed class ParsedQuery<T>
{
    private ParsedQuery()
    {
    }

    public IReadOnlyList<string>? Select { get; private init; }
    public IReadOnlyList<string> Expand { get; private init; } = [];
    public Func<T, bool>? Filter { get; private init; }

    /// <summary>Where the filter names the rows that it wants.</summary>
    public NamedValues? Named { get; private init; }

    public Comparison<T>? Order { get; private init; }
    public Func<T, bool>? Search { get; private init; }
    public int? Top { get; private init; }
    public bool Count { get; private init; }
    public SkipToken? Skip { get; private init; }

    /// <summary>Identifies filter and order, for sorted results that are kept between pages.</summary>
    public string Key { get; private init; } = "";

    public static ParsedQuery<T> Of(GraphRequest request, IShape<T> shape, QueryRules rules, bool countNeedsEventual)
    {
        RawQuery raw = request.Query;
        IEdmModel model = ServedModel.Of(request.Version);
        IEdmStructuredType type = (IEdmStructuredType)model.FindDeclaredType(ServedModel.Namespace + shape.TypeName);
        Dictionary<string, string> options = raw.Items
            .Where(item => item.Key is "$select" or "$filter" or "$orderby" or "$expand")
            .ToDictionary(item => item.Key, item => item.Value);
        ODataQueryOptionParser parser = new(model, type, null, options) { Resolver = new StringAsEnumResolver() };
        bool count = raw["$count"] switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw Errors.InvalidQuery("Invalid value for $count: it must be 'true' or 'false'."),
        };
        FilterCompiler<T>? compiled = null;
        try
        {
            SelectExpandClause? selection = options.ContainsKey("$select") || options.ContainsKey("$expand") ? parser.ParseSelectAndExpand() : null;
            FilterClause? filter = parser.ParseFilter();
            OrderByClause? order = parser.ParseOrderBy();
            compiled = filter is null ? null : new FilterCompiler<T>(shape, rules, filter);
            CheckConsistency(request, rules, count, countNeedsEventual, compiled, order is not null);
            return new ParsedQuery<T>
            {
                Select = raw["$select"] is null or "" or "*" ? null : Selected(selection!),
                Expand = selection is null ? [] : [.. selection.SelectedItems.OfType<ExpandedNavigationSelectItem>()
                    .Select(item => item.PathToNavigationProperty.FirstSegment.Identifier)],
                Filter = compiled?.Predicate,
                Named = compiled?.Named,
                Order = order is null ? null : Ordering<T>.Of(order, shape, rules),
                Search = raw["$search"] is { } search ? SearchText<T>.Of(search, shape, rules) : null,
                Top = Number(raw["$top"], rules),
                Count = count && (!rules.IsDirectory || request.IsEventual),
                Skip = raw["$skiptoken"] is { } token ? SkipToken.Parse(token) : null,
                Key = $"{shape.TypeName}|{raw["$filter"]}|{raw["$orderby"]}|{raw["$search"]}",
            };
        }
        catch (ODataException problem)
        {
            string prefix = options.ContainsKey("$filter") && compiled is null && raw["$select"] is null ? "Invalid filter clause: " : "";
            throw Errors.InvalidQuery(prefix + problem.Message);
        }
    }

    private static List<string> Selected(SelectExpandClause clause) =>
        [.. clause.SelectedItems.OfType<PathSelectItem>().Select(item => item.SelectedPath.FirstSegment.Identifier)];

    private static void CheckConsistency(
        GraphRequest request, QueryRules rules, bool count, bool countNeedsEventual, FilterCompiler<T>? filter, bool hasOrder)
    {
        if (!rules.IsDirectory)
        {
            return;
        }

        if (request.Query["$search"] is not null && !request.IsEventual)
        {
            throw new GraphError(400, "Request_UnsupportedQuery",
                "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
        }

        bool isAdvanced = request.IsEventual && count;
        if (filter?.AdvancedOperator is { } advanced && !isAdvanced)
        {
            throw Errors.UnsupportedQuery(
                $"Operator '{advanced}' is not supported because the required parameters might be missing. Try adding $count=true query parameter "
                + "and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information");
        }

        if (hasOrder && filter is not null && !isAdvanced)
        {
            throw Errors.UnsupportedQuery("Sorting not supported for current query.");
        }

        if (count && !request.IsEventual && countNeedsEventual)
        {
            throw Errors.UnsupportedQuery("$count is not currently supported.");
        }
    }

    private static int? Number(string? text, QueryRules rules)
    {
        if (text is null)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int top))
        {
            throw Errors.InvalidQuery($"Invalid value '{text}' for $top query option found. The $top query option requires a non-negative integer value.");
        }

        if (top >= 1 && rules.ClampsTop)
        {
            return Math.Min(top, rules.MaxPage);
        }

        return top >= 1 && top <= rules.MaxPage
            ? top
            : throw Errors.UnsupportedQuery($"Invalid page size specified: '{top}'. Must be between 1 and {rules.MaxPage} inclusive.");
    }
}
