namespace SsprTools.Graph.Tests;

/// <param name="Line">Verb, path and query, percent-decoded.</param>
internal sealed record WireRequest(string Line, string Body, string? ConsistencyLevel);
