namespace SsprTools.Graph.Registration;

/// <summary>One step towards the wanted methods, before it is done.</summary>
/// <param name="Kind">Which method.</param>
/// <param name="Before">The value held now; <see langword="null"/>: none.</param>
/// <param name="After">The value wanted; <see langword="null"/>: none.</param>
/// <param name="MethodId">The id of the method held now.</param>
public sealed record MethodChange(MethodKind Kind, string? Before, string? After, string? MethodId)
{
    /// <summary>Nothing has to be written.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>It can only be written when the other mobile phone of the same plan has been.</summary>
    public bool IsSecond { get; init; }

    /// <summary>What it is once it shows.</summary>
    public ChangeStatus Done => this switch
    {
        { IsUnchanged: true } => ChangeStatus.Unchanged,
        { After: null } => ChangeStatus.Removed,
        { Before: null } => ChangeStatus.Created,
        _ => ChangeStatus.Updated,
    };

    /// <summary>What would be done, in words.</summary>
    public string Describe() => this switch
    {
        { After: null } => $"Remove {Kind} {Before}",
        { Before: null } => $"Add {Kind} {After}",
        _ => $"Change {Kind} from {Before} to {After}",
    };
}
