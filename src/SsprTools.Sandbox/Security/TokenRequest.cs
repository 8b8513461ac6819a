namespace SsprTools.Sandbox.Security;

/// <summary>What a minted token shall say. Absent lists mean everything there is.</summary>
internal sealed record TokenRequest(string Audience)
{
    public IReadOnlyList<string>? Scopes { get; init; }
    public IReadOnlyList<string>? Roles { get; init; }
    public IReadOnlyList<Guid>? Wids { get; init; }
    public bool AppOnly { get; init; }

    /// <summary>Null for the lifetime that tokens have now.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The app the token is for; absent, the one that would ask for this audience.</summary>
    public string? AppId { get; init; }

    /// <summary>The nbf that a claims challenge asked for, in seconds.</summary>
    public long? Challenge { get; init; }

    public string? AppName { get; init; }

    /// <summary>Object id of the app's service principal, for an app-only token.</summary>
    public Guid? PrincipalId { get; init; }
}
