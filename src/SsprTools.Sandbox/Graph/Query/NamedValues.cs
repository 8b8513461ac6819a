namespace SsprTools.Sandbox.Graph.Query;

/// <summary>What an <c>in</c> says: the property has one of these values.</summary>
internal sealed record NamedValues(string Property, IReadOnlyList<object?> Values);
