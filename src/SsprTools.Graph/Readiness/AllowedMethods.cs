using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Readiness;

/// <summary>Which methods a user may use for reset.</summary>
/// <param name="Sure">Allowed for this user.</param>
/// <param name="Perhaps">Allowed for some users, or not known to be allowed: enough for no Pass, too much for a Fail.</param>
/// <param name="Migration">Which policy decided; the app's notification needs a second gate while that is the old one.</param>
public sealed record AllowedMethods(
    IReadOnlyCollection<ResetMethod> Sure, IReadOnlyCollection<ResetMethod> Perhaps, MigrationState Migration = MigrationState.Complete)
{
    /// <summary>The app's notification is on in the old policy alone while both count: no source says whether one gate takes it then.</summary>
    public bool NotificationByOldPolicy { get; init; }

    /// <summary>For whom those are that are in doubt because the policy allows them for some users only.</summary>
    internal IReadOnlyList<TargetedMethod> Targeted { get; init; } = [];

    /// <summary>Allowed, but not for this user.</summary>
    internal IReadOnlyCollection<ResetMethod> ForOthers { get; init; } = [];

    /// <summary>The groups on whose members it depends.</summary>
    internal IEnumerable<string> Groups => Targeted.SelectMany(method => method.Audiences).SelectMany(audience => audience.AllGroups).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>What it comes to for one user. A membership that is not known leaves the doubt.</summary>
    internal AllowedMethods For(string userId, Func<string, Fact<bool>> isMember)
    {
        if (Targeted.Count == 0)
        {
            return this;
        }

        var answers = Targeted.ToDictionary(method => method.Method, method => method.IsFor(userId, group => isMember(group) is { IsKnown: true } found ? found.Value : null));
        var left = Perhaps.Where(method => answers.GetValueOrDefault(method) is null).ToHashSet();
        return this with
        {
            Sure = [.. Sure, .. answers.Where(answer => answer.Value == true).Select(answer => answer.Key)],
            Perhaps = left,
            Targeted = [.. Targeted.Where(method => left.Contains(method.Method))],
            ForOthers = [.. answers.Where(answer => answer.Value == false).Select(answer => answer.Key)],
        };
    }

    /// <summary>
    /// What is left at so many gates: the app never as the only method (one other must be allowed for one gate, two for two), and its notification
    /// not for a single gate while the old policy decides. Source: facts/graph.md 3.1.
    /// </summary>
    internal AllowedMethods AtGates(int required)
    {
        var sure = Sure.ToHashSet();
        var perhaps = Perhaps.Except(sure).ToHashSet();
        if (required == 1 && Migration == MigrationState.PreMigration)
        {
            sure.Remove(ResetMethod.AppNotification);
            perhaps.Remove(ResetMethod.AppNotification);
        }
        else if (required == 1 && NotificationByOldPolicy && sure.Remove(ResetMethod.AppNotification))
        {
            perhaps.Add(ResetMethod.AppNotification);
        }

        var others = sure.Count(method => !IsApp(method));
        var more = others + perhaps.Count(method => !IsApp(method));
        if (more < required && more + ForOthers.Count(method => !IsApp(method)) >= required)
        {
            // Beside the app others are allowed, but not for this user: whose count it is, no source says.
            perhaps.UnionWith(sure.Where(IsApp));
            sure.RemoveWhere(IsApp);
        }
        else if (more < required)
        {
            sure.RemoveWhere(IsApp);
            perhaps.RemoveWhere(IsApp);
        }
        else if (others < required)
        {
            perhaps.UnionWith(sure.Where(IsApp));
            sure.RemoveWhere(IsApp);
        }

        return this with { Sure = sure, Perhaps = perhaps };
    }

    /// <summary>
    /// What is left when texts and calls have ended: phones go, or are in doubt while that is not known. Source: facts/graph.md 3.11. An app beside which
    /// too few others are left is in doubt then: the phones are still chosen in the policy, and no source says what the service makes of that.
    /// </summary>
    internal AllowedMethods With(Fact<bool> textsAndCalls, int required)
    {
        if (textsAndCalls is { IsKnown: true, Value: true } || !Sure.Concat(Perhaps).Any(IsPhone))
        {
            return this;
        }

        var sure = Sure.Where(method => !IsPhone(method)).ToHashSet();
        var perhaps = Perhaps.Where(method => !IsPhone(method)).ToHashSet();
        if (!textsAndCalls.IsKnown)
        {
            perhaps.UnionWith(Sure.Concat(Perhaps).Where(IsPhone));
        }

        if (sure.Count(method => !IsApp(method)) < required)
        {
            perhaps.UnionWith(sure.Where(IsApp));
            sure.RemoveWhere(IsApp);
        }

        return this with { Sure = sure, Perhaps = perhaps };
    }

    /// <summary>The administrators' own methods, which nobody can edit: the rules about what stands beside the app are not theirs.</summary>
    internal AllowedMethods ForAdministrators(Fact<bool> textsAndCalls) => textsAndCalls switch
    {
        { IsKnown: true, Value: true } => this,
        { IsKnown: true } => this with { Sure = [.. Sure.Where(method => !IsPhone(method))] },
        _ => this with { Sure = [.. Sure.Where(method => !IsPhone(method))], Perhaps = [.. Sure.Where(IsPhone)] },
    };

    private static bool IsPhone(ResetMethod method) => method is ResetMethod.MobilePhone or ResetMethod.OfficePhone;

    internal static bool IsApp(ResetMethod method) => method is ResetMethod.AppNotification or ResetMethod.AppCode;
}
