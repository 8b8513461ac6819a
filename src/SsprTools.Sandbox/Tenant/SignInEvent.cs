namespace SsprTools.Sandbox.Tenant;

/// <summary>One entry of the sign-in log.</summary>
internal sealed record SignInEvent(Guid UserId, string UserPrincipalName, string UserDisplayName, string AppId, string AppDisplayName)
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public DateTimeOffset Time { get; init; }

    /// <summary>From when the audit lag counts: the time, or later under a fault.</summary>
    public DateTimeOffset ShownFrom { get; init; }
    public Guid CorrelationId { get; init; } = Guid.NewGuid();
    public string IpAddress { get; init; } = "127.0.0.1";
    public string ClientApp { get; init; } = "Browser";
    public string ResourceId { get; init; } = "00000003-0000-0000-c000-000000000000";
    public string ResourceName { get; init; } = "Microsoft Graph";
    public int ErrorCode { get; init; }
    public string? FailureReason { get; init; }
}
