namespace SsprTools.Graph.Registration;

/// <summary>
/// A user whom the registration report does not have. Of the registration nothing is known, which is not the same as "not registered": its values are
/// <see langword="null"/>. The properties are named as <see cref="RegistrationRow"/>'s.
/// </summary>
public sealed record UnreportedRegistration
{
    /// <summary>The user's object id.</summary>
    public required string Id { get; init; }

    public required string UserPrincipalName { get; init; }

    public string? DisplayName { get; init; }

    /// <summary><c>member</c> or <c>guest</c>.</summary>
    public string? UserType { get; init; }

    /// <summary>From the directory; <see langword="null"/>: it did not say.</summary>
    public bool? AccountEnabled { get; init; }

    public DateTimeOffset? CreatedDateTime { get; init; }

    public bool? IsAdmin { get; init; }

    public bool? IsSsprEnabled { get; init; }

    public bool? IsSsprRegistered { get; init; }

    public bool? IsSsprCapable { get; init; }

    /// <summary><see langword="null"/>: nobody knows. An empty list would say that there are none.</summary>
    public IReadOnlyList<string>? MethodsRegistered { get; init; }

    /// <summary>When the report was refreshed that does not have the user, UTC; <see langword="null"/>: no row told.</summary>
    public DateTimeOffset? ReportUpdatedDateTime { get; init; }

    public TimeSpan? ReportAge { get; init; }

    /// <summary>Why, as far as the directory tells.</summary>
    public required string WhyNotInReport { get; init; }
}
