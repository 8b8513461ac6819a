namespace SsprTools.Graph.Registration;

/// <summary>What became of one method of one user.</summary>
public sealed record MethodResult
{
    public required ChangeStatus Status { get; init; }

    public required string UserPrincipalName { get; init; }

    /// <summary>The user's object id; <see langword="null"/>: nobody asked, as when many rows name users by UPN.</summary>
    public required string? UserId { get; init; }

    public required MethodKind Method { get; init; }

    /// <summary>The value before; <see langword="null"/>: the user had none.</summary>
    public string? Before { get; init; }

    /// <summary>The value wanted; <see langword="null"/>: none.</summary>
    public required string? After { get; init; }

    /// <summary>Why it is Unverified, and what else is worth knowing.</summary>
    public string? Remarks { get; init; }

    public required string TenantId { get; init; }
}
