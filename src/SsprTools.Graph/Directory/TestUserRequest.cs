namespace SsprTools.Graph.Directory;

/// <summary>A test user as somebody asks for one. Nothing in it is checked yet; see <see cref="TestUsers.PlanAsync"/>.</summary>
public sealed record TestUserRequest
{
    /// <summary>How long a test user is meant to exist when nobody says.</summary>
    public static readonly TimeSpan DefaultLife = TimeSpan.FromDays(30);

    public required string DisplayName { get; init; }

    /// <summary>Whole, or just the part before the @.</summary>
    public required string UserPrincipalName { get; init; }

    /// <summary>Groups to be in: object ids or display names.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Two letters; <see langword="null"/>: the tenant's own, where a licence needs one.</summary>
    public string? UsageLocation { get; init; }

    /// <summary>A licence's id or part number.</summary>
    public string? License { get; init; }

    /// <summary><see langword="null"/>: <see cref="DefaultLife"/>.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary><see langword="null"/>: generated.</summary>
    public Secret? Password { get; init; }

    /// <summary>The first sign-in must set a new password.</summary>
    public bool MustChangePassword { get; init; } = true;

    /// <summary>Overwrite what differs at a test user that exists already.</summary>
    public bool Force { get; init; }
}
