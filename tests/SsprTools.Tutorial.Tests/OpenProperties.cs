using Microsoft.OData.UriParser;

namespace SsprTools.Tutorial.Tests;

/// <summary>Finds names in query options that no type declares. The parser lets them pass, because user and group are open types.</summary>
internal static class OpenProperties
{
    public static IEnumerable<string> In(ODataUriParser parser) =>
    [
        .. In(parser.ParseFilter()?.Expression),
        .. In(parser.ParseOrderBy()?.Expression),
        .. (parser.ParseSelectAndExpand()?.SelectedItems ?? [])
            .OfType<PathSelectItem>()
            .SelectMany(item => item.SelectedPath.OfType<DynamicPathSegment>())
            .Select(segment => $"'{segment.Identifier}' in $select is not declared"),
    ];

    private static IEnumerable<string> In(QueryNode? node) => node switch
    {
        SingleValueOpenPropertyAccessNode open => [$"'{open.Name}' in a query option is not declared"],
        CollectionOpenPropertyAccessNode open => [$"'{open.Name}' in a query option is not declared"],
        BinaryOperatorNode binary => In(binary.Left).Concat(In(binary.Right)),
        UnaryOperatorNode unary => In(unary.Operand),
        ConvertNode convert => In(convert.Source),
        InNode inside => In(inside.Left),
        LambdaNode lambda => In(lambda.Source).Concat(In(lambda.Body)),
        SingleValueFunctionCallNode call => call.Parameters.SelectMany(In),
        _ => [],
    };
}
