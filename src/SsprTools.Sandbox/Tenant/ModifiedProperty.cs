namespace SsprTools.Sandbox.Tenant;

/// <summary>Old and new value of a property, both as JSON text (graph.md 1.12).</summary>
internal sealed record ModifiedProperty(string DisplayName, string? OldValue, string? NewValue);
