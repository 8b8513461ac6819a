namespace SsprTools.Sandbox.Tenant;

/// <summary>One entry of the directory audit log.</summary>
internal sealed record AuditEvent(string Activity, string Category, string Service, string OperationType, Actor By)
{
    public string Id { get; init; } = "";
    public DateTimeOffset Time { get; init; }

    /// <summary>From when the audit lag counts: the time, or later under a fault.</summary>
    public DateTimeOffset ShownFrom { get; init; }
    public Guid CorrelationId { get; init; } = Guid.NewGuid();
    public string Result { get; init; } = "success";
    public string ResultReason { get; init; } = "";
    public IReadOnlyList<AuditTarget> Targets { get; init; } = [];
    public IReadOnlyList<KeyValuePair<string, string>> AdditionalDetails { get; init; } = [];
}
