namespace SsprTools.Sandbox.Graph.Http;

/// <summary>An error answer of Graph (graph.md 5.1).</summary>
internal sealed class GraphError(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public IReadOnlyList<GraphErrorDetail> Details { get; init; } = [];

    /// <summary>The authentication methods service repeats the text inside the inner error (graph.md 5.1).</summary>
    public bool RepeatsMessage { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
