namespace SsprTools.Graph.Registration;

/// <summary>One step towards the wanted methods, before it is done.</summary>
/// <param name="Kind">Which method.</param>
/// <param name="Before">The value held now; <see langword="null"/>: none.</param>
/// <param name="After">The value wanted.</param>
/// <param name="MethodId">The id of the method held now.</param>
public sealed record MethodChange(MethodKind Kind, string? Before, string After, string? MethodId)
{
    /// <summary>Nothing has to be written.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>What would be done, in words.</summary>
    public string Describe() => Before is null ? $"Add {Kind} {After}" : $"Change {Kind} from {Before} to {After}";
}
