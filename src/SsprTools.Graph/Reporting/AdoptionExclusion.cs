namespace SsprTools.Graph.Reporting;

/// <summary>Accounts that are not counted as users who should be able to reset.</summary>
/// <param name="Reason">Disabled, Guest, Shared mailbox, a group's name.</param>
/// <param name="Count">How many; <see langword="null"/>: not known.</param>
/// <param name="Remarks">Why they are left out, or why their number is not known.</param>
public sealed record AdoptionExclusion(string Reason, int? Count, string Remarks)
{
    public override string ToString() => $"{Reason}: {Count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "Unknown"}";
}
