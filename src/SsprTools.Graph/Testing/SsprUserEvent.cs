namespace SsprTools.Graph.Testing;

/// <summary>A registration or a reset, as the beta report userEventsSummary has it. Source: facts/graph.md 1.11.</summary>
public sealed record SsprUserEvent
{
    public required DateTimeOffset EventDateTime { get; init; }

    /// <summary>The user's object id.</summary>
    public string? UserId { get; init; }

    public string? UserPrincipalName { get; init; }

    public string? UserDisplayName { get; init; }

    /// <summary><c>registration</c>, <c>reset</c>, or another word of the service.</summary>
    public string? Feature { get; init; }

    /// <summary>The service's own word for the method.</summary>
    public string? AuthMethod { get; init; }

    /// <summary><see langword="null"/>: not said.</summary>
    public bool? IsSuccess { get; init; }

    /// <summary>The service's own words, trimmed.</summary>
    public string? FailureReason { get; init; }
}
