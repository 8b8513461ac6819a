namespace SsprTools.Graph.Policy;

/// <summary>One method of the authentication methods policy.</summary>
/// <param name="Enabled"><see langword="null"/>: not told.</param>
/// <param name="ForEveryone">Whether all users are targeted and none excluded; <see langword="null"/>: not told.</param>
internal sealed record MethodState(bool? Enabled, bool? ForEveryone)
{
    public static MethodState Unknown { get; } = new(null, null);

    /// <summary><see langword="null"/>: not told.</summary>
    public MethodTargets? Targets { get; init; }

    /// <summary>Whom the targets take in; <see langword="null"/>: not told.</summary>
    public MethodAudience? Audience { get; init; }

    /// <summary>The configurations either of which is enough, where there are two; else this one.</summary>
    public IReadOnlyList<MethodState> Alternatives { get => field.Count == 0 ? [this] : field; init; } = [];

    /// <summary>How many groups or users are excluded.</summary>
    public int Excluded { get; init; }

    /// <summary>Voice only: whether office phones may be called.</summary>
    public bool? OfficePhoneAllowed { get; init; }

    /// <summary>Authenticator only: whether its codes may be used.</summary>
    public bool? CodesAllowed { get; init; }
}
