namespace SsprTools.Graph.Testing;

/// <summary>One property that an audit event says was changed; the values are JSON text, as the log has them.</summary>
public sealed record SsprEventChange(string Name, string? OldValue, string? NewValue);
