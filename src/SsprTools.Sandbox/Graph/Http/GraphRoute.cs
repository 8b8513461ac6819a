using SsprTools.Sandbox.Security;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>An endpoint: verb, address, what it needs, the query options it knows, and who handles it.</summary>
internal sealed record GraphRoute(string Method, string Template, Access Access, Func<GraphRequest, GraphResult> Handler)
{
    /// <summary>Query options that the address documents; any other is an error.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Counts against the reports budget (graph.md 1.14).</summary>
    public bool IsBudgeted { get; init; }

    /// <summary>Served under beta, and only there.</summary>
    public bool IsBeta { get; init; }

    /// <summary>Asks for P1 or P2 in the tenant (graph.md 1.10).</summary>
    public bool NeedsPremium { get; init; }

    /// <summary>The skip token's version is the report's, which the handler looks up.</summary>
    public bool KeepsOwnState { get; init; }

    /// <summary>Name of the path value that holds the user a method or property belongs to; own data need less.</summary>
    public string? UserValue { get; init; }
}
