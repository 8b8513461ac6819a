namespace SsprTools.Graph.Registration;

/// <summary>What a user shall have of one kind.</summary>
/// <param name="Kind">A phone or the email address.</param>
/// <param name="Value">The number or address; <see langword="null"/>: none.</param>
public sealed record MethodGoal(MethodKind Kind, string? Value)
{
    /// <summary>The kinds that an administrator can write. Source: facts/graph.md 1.6.</summary>
    public static IReadOnlyList<MethodKind> Kinds { get; } = [MethodKind.MobilePhone, MethodKind.AlternateMobilePhone, MethodKind.OfficePhone, MethodKind.Email];

    /// <summary>Goals for the removal of these kinds.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidArgument"/>: an administrator's tool has no way to remove one of them here.</exception>
    public static IReadOnlyList<MethodGoal> Removal(IEnumerable<MethodKind> kinds)
    {
        MethodKind[] all = [.. kinds.Distinct().Order()];
        if (Array.Find(all, kind => !Kinds.Contains(kind)) is var other && !all.All(Kinds.Contains))
        {
            throw new SsprException(
                SsprErrorId.InvalidArgument,
                $"A method of the kind {other} can't be removed here.",
                $"Give -Method with one or more of {string.Join(", ", Kinds)}.",
                other);
        }

        return [.. all.Select(kind => new MethodGoal(kind, null))];
    }

    /// <summary>Whether a value as the service gave it is the one that is meant.</summary>
    internal static bool IsSame(MethodKind kind, string? held, string? wanted) =>
        held is null || wanted is null ? held is null && wanted is null
        : kind == MethodKind.Email ? string.Equals(held, wanted, StringComparison.OrdinalIgnoreCase)
        : PhoneNumber.AreSame(held, wanted);

    internal bool IsMet(string? held) => IsSame(Kind, held, Value);
}
