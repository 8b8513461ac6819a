using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Readiness;

/// <summary>The part of the policy on which it hangs who can reset. Each value is known with its source, or not known with the reason.</summary>
public sealed record ResetPolicy
{
    public required Fact<SsprScope> Scope { get; init; }

    public SelectedGroup? SelectedGroup { get; init; }

    public required Fact<int> NumberOfMethodsRequired { get; init; }

    /// <summary>Resolved through the migration state.</summary>
    public required Fact<AllowedMethods> MethodsAllowed { get; init; }

    /// <summary>authorizationPolicy.allowedToUseSSPR: administrators only.</summary>
    public required Fact<bool> AdministratorResetAllowed { get; init; }

    public required Fact<bool> Writeback { get; init; }

    /// <summary>Whether texts and calls are sent; see <see cref="TelecomEnd"/>.</summary>
    public required Fact<bool> TextsAndCalls { get; init; }

    /// <summary>The gates that another policy may answer otherwise.</summary>
    public IReadOnlyCollection<Gate> Touched(ResetPolicy other)
    {
        var gates = new HashSet<Gate>();
        if (!Same(Scope, other.Scope) || !string.Equals(SelectedGroup?.Id, other.SelectedGroup?.Id, StringComparison.OrdinalIgnoreCase))
        {
            gates.UnionWith([Gate.Tenant, Gate.Scope]);
        }

        if (!Same(NumberOfMethodsRequired, other.NumberOfMethodsRequired) || !Same(TextsAndCalls, other.TextsAndCalls) || !SameMethods(MethodsAllowed, other.MethodsAllowed))
        {
            gates.Add(Gate.Methods);
        }

        if (!Same(AdministratorResetAllowed, other.AdministratorResetAllowed))
        {
            gates.Add(Gate.Administrator);
        }

        if (!Same(Writeback, other.Writeback))
        {
            gates.Add(Gate.Writeback);
        }

        return gates;
    }

    private static bool Same<T>(Fact<T> one, Fact<T> other) => one.IsKnown == other.IsKnown && (!one.IsKnown || EqualityComparer<T>.Default.Equals(one.Value, other.Value));

    private static bool SameMethods(Fact<AllowedMethods> one, Fact<AllowedMethods> other) => one.IsKnown == other.IsKnown
        && (!one.IsKnown || (one.Value!.Migration == other.Value!.Migration && one.Value.Sure.Order().SequenceEqual(other.Value.Sure.Order())
            && one.Value.Perhaps.Order().SequenceEqual(other.Value.Perhaps.Order())
            && Words(one.Value).SequenceEqual(Words(other.Value))));

    private static IEnumerable<string> Words(AllowedMethods methods) => methods.Targeted.Select(method => $"{method}").Order(StringComparer.Ordinal);
}
