namespace SsprTools.Graph.Testing;

/// <summary>A sign-in of a user, from the sign-in log.</summary>
public sealed record SignInEvent
{
    /// <summary>The event's id in the sign-in log; evidence.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedDateTime { get; init; }

    /// <summary>0 is success, 50126 a wrong password, 50053 smart lockout; <see langword="null"/>: not said.</summary>
    public int? ErrorCode { get; init; }

    public string? FailureReason { get; init; }

    public string? AppDisplayName { get; init; }

    public bool IsSuccess => ErrorCode == 0;
}
