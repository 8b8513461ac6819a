namespace SsprTools.Graph.Registration;

/// <summary>One authentication method that a user holds now, read live.</summary>
public sealed record UserMethod
{
    /// <summary>The user's object id; <see langword="null"/>: nobody asked.</summary>
    public required string? UserId { get; init; }

    public required string UserPrincipalName { get; init; }

    public required MethodKind Method { get; init; }

    /// <summary>The phone number or email address; <see langword="null"/> for methods that have none.</summary>
    public string? Value { get; init; }

    /// <summary>The method's id under the user.</summary>
    public required string MethodId { get; init; }

    /// <summary>Graph's type name, such as <c>phoneAuthenticationMethod</c>.</summary>
    public required string GraphType { get; init; }

    /// <summary>
    /// Whether password reset can use it: true, false, or <see langword="null"/> where that depends on the tenant's policy.
    /// </summary>
    public bool? UsableForReset { get; init; }

    /// <summary>Why it is not usable, or on what that depends.</summary>
    public string? Remarks { get; init; }
}
