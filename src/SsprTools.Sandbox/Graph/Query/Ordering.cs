using Microsoft.OData.UriParser;
using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>Makes a comparison of a parsed $orderby.</summary>
internal static class Ordering<T>
{
    public static Comparison<T> Of(OrderByClause clause, IShape<T> shape, QueryRules rules)
    {
        if (clause.Expression is not SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode } property
            || !rules.OrderBy.Contains(property.Property.Name))
        {
            throw Errors.UnsupportedQuery("Sorting not supported for current query.");
        }

        string name = property.Property.Name;
        int direction = clause.Direction == OrderByDirection.Descending ? -1 : 1;
        Comparison<T>? then = clause.ThenBy is null ? null : Of(clause.ThenBy, shape, rules);
        return (left, right) =>
        {
            int order = direction * Values.Compare(shape.Get(left, name), shape.Get(right, name));
            return order != 0 || then is null ? order : then(left, right);
        };
    }
}
