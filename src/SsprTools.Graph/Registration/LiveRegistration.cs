namespace SsprTools.Graph.Registration;

/// <summary>
/// What the registration report says of a user beside what the user holds now. The report's flags stay the report's: whether the methods of now are enough
/// depends on the policy, and Test-SsprUser judges that.
/// </summary>
public sealed record LiveRegistration
{
    /// <summary>The user's object id.</summary>
    public required string Id { get; init; }

    public required string UserPrincipalName { get; init; }

    public string? DisplayName { get; init; }

    /// <summary><c>member</c> or <c>guest</c>.</summary>
    public string? UserType { get; init; }

    public bool? IsAdmin { get; init; }

    /// <summary>The report's.</summary>
    public bool? IsSsprEnabled { get; init; }

    /// <summary>The report's.</summary>
    public bool? IsSsprRegistered { get; init; }

    /// <summary>The report's.</summary>
    public bool? IsSsprCapable { get; init; }

    /// <summary>The report's, in Graph's words; <see langword="null"/>: it does not have the user.</summary>
    public IReadOnlyList<string>? MethodsRegistered { get; init; }

    /// <summary>What the user holds now, the password left out; <see langword="null"/>: not known, see <see cref="WhyLiveUnknown"/>.</summary>
    public IReadOnlyList<string>? LiveMethods { get; init; }

    /// <summary>Whether the report differs from what is so now; <see langword="null"/>: one of the two is not known.</summary>
    public bool? ReportLags { get; init; }

    /// <summary>Held now, and not in the report.</summary>
    public IReadOnlyList<string> OnlyLive { get; init; } = [];

    /// <summary>In the report, and not held now.</summary>
    public IReadOnlyList<string> OnlyReported { get; init; } = [];

    /// <summary>Words of the report, and kinds of methods, that the other list has no word for, so that they were not compared.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];

    /// <summary>When the methods were read, UTC.</summary>
    public DateTimeOffset? LiveReadDateTime { get; init; }

    /// <summary>When the report was refreshed, UTC.</summary>
    public DateTimeOffset? ReportUpdatedDateTime { get; init; }

    public TimeSpan? ReportAge { get; init; }

    /// <summary>Why the report does not have the user; <see langword="null"/>: it has.</summary>
    public string? WhyNotInReport { get; init; }

    /// <summary>Why the methods of now are not known; <see langword="null"/>: they are.</summary>
    public string? WhyLiveUnknown { get; init; }

    /// <summary>What the report says; the rest is yet to be read.</summary>
    internal static LiveRegistration Of(RegistrationAnswer answer) => answer switch
    {
        { Row: { } row } => Of(row),
        { Unreported: { } user } => new()
        {
            Id = user.Id,
            UserPrincipalName = user.UserPrincipalName,
            DisplayName = user.DisplayName,
            UserType = user.UserType,
            ReportUpdatedDateTime = user.ReportUpdatedDateTime,
            ReportAge = user.ReportAge,
            WhyNotInReport = user.WhyNotInReport,
        },
        _ => throw new ArgumentException("There is no user in the answer.", nameof(answer)),
    };

    private static LiveRegistration Of(RegistrationRow row) => new()
    {
        Id = row.Id,
        UserPrincipalName = row.UserPrincipalName,
        DisplayName = row.DisplayName,
        UserType = row.UserType,
        IsAdmin = row.IsAdmin,
        IsSsprEnabled = row.IsSsprEnabled,
        IsSsprRegistered = row.IsSsprRegistered,
        IsSsprCapable = row.IsSsprCapable,
        MethodsRegistered = row.MethodsRegistered,
        ReportUpdatedDateTime = row.ReportUpdatedDateTime,
        ReportAge = row.ReportAge,
    };
}
