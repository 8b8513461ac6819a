namespace SsprTools.Sandbox.Graph.Http;

/// <summary>Sets of query options that addresses document.</summary>
internal static class QueryOptions
{
    public static readonly string[] Single = ["$select", "$expand"];
    public static readonly string[] Directory = ["$select", "$expand", "$filter", "$top", "$orderby", "$count", "$search", "$skiptoken"];
    public static readonly string[] Members = ["$select", "$filter", "$top", "$orderby", "$count", "$search", "$skiptoken"];
}
