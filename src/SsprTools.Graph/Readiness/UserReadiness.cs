namespace SsprTools.Graph.Readiness;

/// <summary>Whether a user can reset the password without help, and what each rule says.</summary>
public sealed record UserReadiness
{
    public required string UserPrincipalName { get; init; }

    /// <summary>The object id; <see langword="null"/>: there is no such user.</summary>
    public string? UserId { get; init; }

    /// <summary>Fail if a gate fails; Pass if all pass or are covered by a fresh report; else Unknown.</summary>
    public required Verdict Verdict { get; init; }

    public required IReadOnlyList<GateVerdict> Gates { get; init; }

    /// <summary>The first thing that stands in the way, or what is not known, or that nothing does.</summary>
    public required string Summary { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public string? TenantId { get; init; }

    /// <summary>Seen in a sandbox.</summary>
    public bool IsSimulated { get; init; }
}
