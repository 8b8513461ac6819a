using Microsoft.OData.UriParser;
using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Query;

/// <summary>
/// Turns a parsed $filter into a function over rows, by walking the syntax tree. An operator that the resource does not
/// document for a property is an error. The second argument of the functions is the element inside any().
/// </summary>
internal sealed class FilterCompiler<T>
{
    private readonly IShape<T> _shape;
    private readonly QueryRules _rules;

    /// <summary>Path of the collection whose any() is being read.</summary>
    private string _elementPath = "";

    public FilterCompiler(IShape<T> shape, QueryRules rules, FilterClause clause)
    {
        (_shape, _rules) = (shape, rules);
        Func<T, object?, object?> compiled = Compile(clause.Expression);
        Predicate = item => compiled(item, null) is true;
        Named = NamedBy(clause.Expression);
    }

    public Func<T, bool> Predicate { get; }

    /// <summary>Values of which a property of every row must have one, where the filter says so; the predicate goes on being asked.</summary>
    public NamedValues? Named { get; }

    /// <summary>The first operator that needs the eventual header, if any.</summary>
    public string? AdvancedOperator { get; private set; }

    private Func<T, object?, object?> Compile(QueryNode node)
    {
        switch (node)
        {
            case ConvertNode convert:
                return Compile(convert.Source);
            case ConstantNode constant:
                object? value = constant.Value is Microsoft.OData.ODataEnumValue choice ? EnumName(choice) : constant.Value;
                return (_, _) => value;
            case BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and:
                (Func<T, object?, object?> first, Func<T, object?, object?> second) = (Compile(and.Left), Compile(and.Right));
                return (item, element) => first(item, element) is true && second(item, element) is true;
            case BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or:
                (Func<T, object?, object?> left, Func<T, object?, object?> right) = (Compile(or.Left), Compile(or.Right));
                return (item, element) => left(item, element) is true || right(item, element) is true;
            case BinaryOperatorNode comparison:
                return Comparison(comparison);
            case UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not:
                Func<T, object?, object?> operand = Compile(not.Operand);
                Check(NegatedPath(not.Operand), "not");
                return (item, element) => operand(item, element) is not true;
            case SingleValueFunctionCallNode function:
                return Function(function);
            case InNode contained:
                return In(contained);
            case AnyNode any:
                return Any(any);
            case SingleValuePropertyAccessNode or SingleComplexNode or CollectionPropertyAccessNode or CollectionComplexNode or NonResourceRangeVariableReferenceNode:
                return Access(node);
            default:
                throw Errors.UnsupportedQuery();
        }
    }

    private Func<T, object?, object?> Comparison(BinaryOperatorNode node)
    {
        string name = node.OperatorKind switch
        {
            BinaryOperatorKind.Equal => "eq",
            BinaryOperatorKind.NotEqual => "ne",
            BinaryOperatorKind.GreaterThan => "gt",
            BinaryOperatorKind.GreaterThanOrEqual => "ge",
            BinaryOperatorKind.LessThan => "lt",
            BinaryOperatorKind.LessThanOrEqual => "le",
            _ => throw Errors.UnsupportedQuery(),
        };
        Check(PathOf(FirstProperty(node)), name);
        (Func<T, object?, object?> left, Func<T, object?, object?> right) = (Compile(node.Left), Compile(node.Right));
        return name switch
        {
            "eq" => (item, element) => Values.Same(left(item, element), right(item, element)),
            "ne" => (item, element) => !Values.Same(left(item, element), right(item, element)),
            "gt" => (item, element) => Order(left(item, element), right(item, element)) > 0,
            "ge" => (item, element) => Order(left(item, element), right(item, element)) >= 0,
            "lt" => (item, element) => Order(left(item, element), right(item, element)) < 0,
            _ => (item, element) => Order(left(item, element), right(item, element)) <= 0,
        };
    }

    private Func<T, object?, object?> Function(SingleValueFunctionCallNode node)
    {
        string name = node.Name.ToLowerInvariant();
        List<QueryNode> parameters = [.. node.Parameters];
        if (name is not ("startswith" or "endswith" or "contains") || parameters.Count != 2)
        {
            throw Errors.UnsupportedQuery();
        }

        Check(PathOf(FirstProperty(node)), name);
        (Func<T, object?, object?> text, Func<T, object?, object?> part) = (Compile(parameters[0]), Compile(parameters[1]));
        return (item, element) =>
        {
            string? value = text(item, element)?.ToString();
            string? sought = part(item, element)?.ToString();
            return value is not null && sought is not null && name switch
            {
                "startswith" => value.StartsWith(sought, StringComparison.OrdinalIgnoreCase),
                "endswith" => value.EndsWith(sought, StringComparison.OrdinalIgnoreCase),
                _ => value.Contains(sought, StringComparison.OrdinalIgnoreCase),
            };
        };
    }

    private Func<T, object?, object?> In(InNode node)
    {
        Check(PathOf(FirstProperty(node.Left)), "in");
        Func<T, object?, object?> left = Compile(node.Left);
        List<object?> choices = [.. ((CollectionConstantNode)node.Right).Collection.Select(constant => constant.Value)];
        return (item, element) => choices.Exists(choice => Values.Same(left(item, element), choice));
    }

    private static NamedValues? NamedBy(QueryNode node) => node switch
    {
        ConvertNode convert => NamedBy(convert.Source),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => NamedBy(and.Left) ?? NamedBy(and.Right),
        InNode { Left: SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode { Name: "$it" } } property, Right: CollectionConstantNode values } =>
            new(property.Property.Name, [.. values.Collection.Select(constant => constant.Value)]),
        _ => null,
    };

    private Func<T, object?, object?> Any(AnyNode node)
    {
        Func<T, object?, object?> source = Access(node.Source);
        string outer = _elementPath;
        _elementPath = PathOf(node.Source);
        Func<T, object?, object?> body = Compile(node.Body);
        _elementPath = outer;
        return (item, element) => source(item, element) is System.Collections.IEnumerable values
            && values.Cast<object?>().Any(value => body(item, value) is true);
    }

    private Func<T, object?, object?> Access(QueryNode node)
    {
        switch (node)
        {
            case NonResourceRangeVariableReferenceNode:
                return (_, element) => element;
            case SingleValuePropertyAccessNode property:
                return Member(property.Source, property.Property.Name);
            case SingleComplexNode complex:
                return Member(complex.Source, complex.Property.Name);
            case CollectionPropertyAccessNode collection:
                return Member(collection.Source, collection.Property.Name);
            case CollectionComplexNode collection:
                return Member(collection.Source, collection.Property.Name);
            default:
                throw Errors.UnsupportedQuery();
        }
    }

    private Func<T, object?, object?> Member(QueryNode source, string name)
    {
        if (source is ResourceRangeVariableReferenceNode variable)
        {
            // "$it" is the row; any other range variable is the element of an any().
            return variable.Name == "$it"
                ? (item, _) => _shape.Get(item, name)
                : (_, element) => (element as Complex)?[name];
        }

        Func<T, object?, object?> owner = Access(source);
        return (item, element) => (owner(item, element) as Complex)?[name];
    }

    private void Check(string path, string filterOperator)
    {
        bool? advanced = _rules.IsAdvanced(path, filterOperator);
        if (advanced is null)
        {
            throw Errors.UnsupportedQuery($"Unsupported or invalid query filter clause specified for property '{path}' of resource '{_shape.TypeName}'.");
        }

        if (advanced == true)
        {
            AdvancedOperator ??= filterOperator;
        }
    }

    private static int Order(object? left, object? right) => left is null || right is null ? int.MinValue + 1 : Values.Compare(left, right);

    private static string? EnumName(Microsoft.OData.ODataEnumValue value) =>
        (ServedModel.Model.FindDeclaredType(value.TypeName) ?? ServedModel.Beta.FindDeclaredType(value.TypeName)) is Microsoft.OData.Edm.IEdmEnumType type
            && long.TryParse(value.Value, out long number)
                ? type.Members.FirstOrDefault(member => member.Value.Value == number)?.Name ?? value.Value
                : value.Value;

    private string NegatedPath(QueryNode node) => node switch
    {
        ConvertNode convert => NegatedPath(convert.Source),
        AnyNode any => PathOf(any.Source),
        _ => PathOf(FirstProperty(node)),
    };

    /// <summary>The property that a condition is about, or the range variable inside any().</summary>
    private static QueryNode FirstProperty(QueryNode node) => node switch
    {
        ConvertNode convert => FirstProperty(convert.Source),
        BinaryOperatorNode binary => FirstProperty(binary.Left) is ConstantNode ? FirstProperty(binary.Right) : FirstProperty(binary.Left),
        UnaryOperatorNode unary => FirstProperty(unary.Operand),
        SingleValueFunctionCallNode call => FirstProperty(call.Parameters.First()),
        InNode contained => FirstProperty(contained.Left),
        _ => node,
    };

    private string PathOf(QueryNode node) => node switch
    {
        SingleValuePropertyAccessNode property => Join(PathOf(property.Source), property.Property.Name),
        SingleComplexNode complex => Join(PathOf(complex.Source), complex.Property.Name),
        CollectionPropertyAccessNode collection => Join(PathOf(collection.Source), collection.Property.Name),
        CollectionComplexNode collection => Join(PathOf(collection.Source), collection.Property.Name),
        ResourceRangeVariableReferenceNode { Name: not "$it" } or NonResourceRangeVariableReferenceNode => _elementPath,
        _ => "",
    };

    private static string Join(string left, string right) => left.Length == 0 ? right : $"{left}/{right}";
}
