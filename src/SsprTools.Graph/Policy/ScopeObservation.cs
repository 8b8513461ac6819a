namespace SsprTools.Graph.Policy;

/// <summary>What the registration report's <c>isSsprEnabled</c> shows of the scope. A deduction from effects, as old as the report.</summary>
internal sealed record ScopeObservation
{
    /// <summary><see langword="null"/>: the rows do not decide it.</summary>
    public SsprScope? Scope { get; private init; }

    /// <summary>The group whose members are exactly those for whom reset is on; <see langword="null"/>: not decided.</summary>
    public SelectedGroup? SelectedGroup { get; private init; }

    /// <summary>When the report was refreshed.</summary>
    public DateTimeOffset? AsOf { get; private init; }

    /// <summary>Which rows it rests on, or why there is nothing to deduce.</summary>
    public required string Reason { get; init; }

    /// <summary>This connection cannot read the report, today or in an hour.</summary>
    public bool IsUnreadable { get; init; }

    public static ScopeObservation Impossible(string why) => new() { Reason = why };

    /// <param name="group">The pilot group.</param>
    /// <param name="members">isSsprEnabled of its members that have a row and are no administrators, whose policy is another (facts/graph.md 1.9).</param>
    /// <param name="othersOn">Whether reset is on for somebody else; <see langword="null"/>: nobody else has a row.</param>
    /// <param name="othersOff">Whether it is off for somebody else.</param>
    /// <param name="asOf">The oldest refresh among the rows.</param>
    /// <param name="age">How old the rows are, in words.</param>
    public static ScopeObservation Deduce(
        SelectedGroup group, IReadOnlyList<bool> members, bool? othersOn, bool? othersOff, DateTimeOffset? asOf, string age)
    {
        if (members.Count == 0)
        {
            return Impossible($"No member of {group} has a row in the registration report, so it shows nothing of the scope.");
        }

        var on = members.Count(enabled => enabled);
        var (scope, selected, says) = (All: on == members.Count, None: on == 0, othersOn, othersOff) switch
        {
            { All: true, othersOff: true, othersOn: false } => (SsprScope.Selected, group, "and for nobody else"),
            { All: true, othersOff: true } => (SsprScope.Selected, null, "and for some others, so the selected group is a larger or another one"),
            { All: true, othersOff: false } => (SsprScope.All, null, "and for everyone else"),
            { All: true } => ((SsprScope?)null, null, "and nobody else has a row, so All and Selected look alike"),
            { None: true, othersOn: true } => (SsprScope.Selected, null, "but for others"),
            { None: true, othersOn: false } => (SsprScope.None, null, "nor for anybody else"),
            { None: true } => ((SsprScope?)null, (SelectedGroup?)null, "and nobody else has a row"),
            _ => (SsprScope.Selected, null, "so the selected group is another one, or the report has not caught up"),
        };
        return new ScopeObservation
        {
            Scope = scope,
            SelectedGroup = selected,
            AsOf = asOf,
            Reason = $"The registration report, {age}, shows reset on for {on} of {members.Count} members of {group} {says}. Administrators are left out.",
        };
    }
}
