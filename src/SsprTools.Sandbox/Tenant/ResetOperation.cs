namespace SsprTools.Sandbox.Tenant;

/// <summary>An administrator's password reset, polled through its operation (graph.md 1.6).</summary>
internal sealed record ResetOperation(Guid Id, Guid UserId, DateTimeOffset CreatedDateTime, bool Succeeded, string Detail);
