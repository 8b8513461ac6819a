namespace SsprTools.Graph.Readiness;

/// <summary>What a change of the policy does to one user. It pipes on wherever a user is taken.</summary>
public sealed record UserImpact
{
    public required string UserPrincipalName { get; init; }

    /// <summary>The object id; <see langword="null"/>: there is no such user.</summary>
    public string? Id { get; init; }

    public string? DisplayName { get; init; }

    public required Impact Impact { get; init; }

    /// <summary>The rule that it rests on, as in about_SsprTools_Readiness.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init; }

    /// <summary>How many methods are missing after the change; <see langword="null"/>: not known.</summary>
    public int? MissingMethods { get; init; }

    /// <summary>What the user may register so that it would count after the change.</summary>
    public IReadOnlyList<string> MustRegister { get; init; } = [];

    /// <summary>"registration report", with "contact data" and "methods read live" where these had to be read too.</summary>
    public required string Source { get; init; }

    /// <summary>How old the oldest of it is: the time of the report, or of the reading.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public string? TenantId { get; init; }

    /// <summary>Seen in a sandbox.</summary>
    public bool IsSimulated { get; init; }
}
