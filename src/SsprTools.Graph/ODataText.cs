namespace SsprTools.Graph;

/// <summary>Text on its way into a request. Source: facts/graph.md 1.3 (quotes doubled, then percent-encoded).</summary>
internal static class ODataText
{
    /// <summary>A string literal for <c>$filter</c>, not yet percent-encoded.</summary>
    public static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A query option with its value percent-encoded, such as <c>$filter=...</c>.</summary>
    public static string Option(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";

    /// <summary>One path segment.</summary>
    public static string Segment(string value) => Uri.EscapeDataString(value);
}
