namespace SsprTools.Graph.Registration;

/// <summary>Compares what a user shall have with what the user has. Pure.</summary>
public static class MethodPlanner
{
    /// <summary>The changes, in an order in which they can be written: a mobile phone comes before the alternate one and goes after it.</summary>
    /// <param name="user">The name of the user, for messages.</param>
    /// <param name="held">What the user has.</param>
    /// <param name="goals">What the user shall have; other kinds are left as they are.</param>
    /// <param name="force">Whether another value may be replaced.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.MethodDiffers"/>, <see cref="SsprErrorId.MethodOrder"/></exception>
    public static IReadOnlyList<MethodChange> Plan(string user, IReadOnlyList<UserMethod> held, IReadOnlyList<MethodGoal> goals, bool force)
    {
        var changes = new List<MethodChange>();
        foreach (var goal in goals.OrderBy(goal => goal.Kind))
        {
            var now = held.FirstOrDefault(method => method.Method == goal.Kind);
            var same = now is null ? goal.Value is null : goal.IsMet(now.Value);
            if (now is not null && goal.Value is not null && !same && !force)
            {
                throw new SsprException(
                    SsprErrorId.MethodDiffers,
                    $"{user} has another {goal.Kind} already: {now.Value}. It was not changed.",
                    "Use -Force to replace it.",
                    user);
            }

            changes.Add(new MethodChange(goal.Kind, now?.Value, goal.Value, now?.MethodId) { IsUnchanged = same });
        }

        return InOrder(user, held, changes);
    }

    /// <summary>The changes that bring back what was there before others.</summary>
    /// <param name="done">What was changed.</param>
    /// <param name="force">Whether also a value that somebody changed since may be replaced.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.MethodDiffers"/>, <see cref="SsprErrorId.MethodOrder"/></exception>
    public static IReadOnlyList<MethodChange> PlanUndo(string user, IReadOnlyList<UserMethod> held, IReadOnlyList<MethodJournalEntry> done, bool force)
    {
        foreach (var entry in force ? [] : done)
        {
            var now = held.FirstOrDefault(method => method.Method == entry.Method)?.Value;
            if (!MethodGoal.IsSame(entry.Method, now, entry.After) && !MethodGoal.IsSame(entry.Method, now, entry.Before))
            {
                throw new SsprException(
                    SsprErrorId.MethodDiffers,
                    $"The {entry.Method} of {user} was changed since: it is {now ?? "none"} now, and not {entry.After ?? "none"}. It was left so.",
                    "Use -Force to bring back the value before nevertheless.",
                    user);
            }
        }

        return Plan(user, held, [.. done.Select(entry => new MethodGoal(entry.Method, entry.Before))], force: true);
    }

    // Source of the order: facts/graph.md 1.6.
    private static List<MethodChange> InOrder(string user, IReadOnlyList<UserMethod> held, List<MethodChange> changes)
    {
        var mobile = changes.FindIndex(change => change.Kind == MethodKind.MobilePhone);
        var alternate = changes.FindIndex(change => change.Kind == MethodKind.AlternateMobilePhone);
        bool WillHold(int at, MethodKind kind) => at < 0 ? held.Any(method => method.Method == kind) : changes[at].After is not null;
        if (WillHold(alternate, MethodKind.AlternateMobilePhone) && !WillHold(mobile, MethodKind.MobilePhone) && changes.Exists(change => !change.IsUnchanged))
        {
            throw alternate >= 0
                ? new SsprException(
                    SsprErrorId.MethodOrder,
                    $"{user} has no mobile phone, and an alternate one needs it first.",
                    "Give -MobilePhone too.",
                    user)
                : new SsprException(
                    SsprErrorId.MethodOrder,
                    $"{user} has an alternate mobile phone, which has to go before the mobile phone. Nothing was removed.",
                    "Remove both: -Method MobilePhone, AlternateMobilePhone.",
                    user);
        }

        if (mobile < 0 || alternate < 0 || changes[mobile].IsUnchanged || changes[alternate].IsUnchanged)
        {
            return changes;
        }

        if (changes[mobile] is { Before: null })
        {
            changes[alternate] = changes[alternate] with { IsSecond = true };
        }
        else if (changes[mobile] is { After: null })
        {
            // The alternate one stands first then, as it is written first.
            (changes[mobile], changes[alternate]) = (changes[alternate], changes[mobile] with { IsSecond = true });
        }

        return changes;
    }
}
