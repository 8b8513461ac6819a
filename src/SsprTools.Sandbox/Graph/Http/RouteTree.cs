namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Finds a route by path: literal segments before values, without regard to case.</summary>
internal sealed class RouteTree
{
    private readonly Dictionary<string, RouteTree> _literals = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, GraphRoute> _routes = [];
    private RouteTree? _value;
    private string _valueName = "";

    public void Add(GraphRoute route)
    {
        RouteTree node = this;
        foreach (string segment in route.Template.Split('/'))
        {
            node = segment.StartsWith('{') ? node.Value(segment[1..^1]) : node.Literal(segment);
        }

        node._routes.Add(route.Method, route);
    }

    /// <summary>The routes at a path, or the first segment that leads nowhere.</summary>
    public IReadOnlyDictionary<string, GraphRoute>? Find(string[] segments, Dictionary<string, string> values, out string unknown)
    {
        RouteTree node = this;
        unknown = "";
        foreach (string segment in segments)
        {
            if (node._literals.TryGetValue(segment, out RouteTree? literal) || node._literals.TryGetValue(OtherName(segment), out literal))
            {
                node = literal;
            }
            else if (node._value is not null)
            {
                values[node._valueName] = segment;
                node = node._value;
            }
            else
            {
                unknown = segment;
                return null;
            }
        }

        unknown = segments.LastOrDefault() ?? "";
        return node._routes.Count == 0 ? null : node._routes;
    }

    /// <summary>A cast may be written by the schema's alias, graph.user; an action with its namespace, microsoft.graph.restore.</summary>
    private static string OtherName(string segment) =>
        segment.StartsWith("graph.", StringComparison.OrdinalIgnoreCase) ? "microsoft." + segment
        : segment.StartsWith("microsoft.graph.", StringComparison.OrdinalIgnoreCase) ? segment["microsoft.graph.".Length..]
        : segment;

    private RouteTree Literal(string segment)
    {
        if (!_literals.TryGetValue(segment, out RouteTree? next))
        {
            _literals.Add(segment, next = new RouteTree());
        }

        return next;
    }

    private RouteTree Value(string name)
    {
        _value ??= new RouteTree();
        if (_valueName.Length > 0 && _valueName != name)
        {
            throw new InvalidOperationException($"Two names for one path value: {_valueName} and {name}.");
        }

        _valueName = name;
        return _value;
    }
}
