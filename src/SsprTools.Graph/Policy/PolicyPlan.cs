using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>A change of the policy before it is made: what was seen, what is wanted, and the difference in an admin's words.</summary>
public sealed class PolicyPlan
{
    internal PolicyPlan(PolicyFacts before, PolicyFacts after, IReadOnlyList<PolicyDifference> changes, string wish)
    {
        Before = before;
        After = after;
        Changes = changes;
        Steps = PolicySteps.Between(before, after);
        Wish = wish;
    }

    /// <summary>What would change; empty: it is as wanted already, and nothing will be written.</summary>
    public IReadOnlyList<PolicyDifference> Changes { get; }

    /// <summary>The group that the change is about.</summary>
    public DirectoryGroup? Group { get; internal set; }

    /// <summary>What an admin should know before saying yes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The settings that a person has to set in the portal, because this connection does not use its API; empty: none.</summary>
    public IReadOnlyList<PortalTask> Tasks { get; init; } = [];

    /// <summary>What a person is asked to set.</summary>
    internal PolicyWish Asked { get; init; } = PolicyWish.Of(new Dictionary<string, object?>());

    internal PolicyFacts Before { get; }

    internal PolicyFacts After { get; }

    /// <summary>The requests, in order.</summary>
    internal IReadOnlyList<PolicyStep> Steps { get; }

    /// <summary>What was asked for, by which a change that was cut off is known again.</summary>
    internal string Wish { get; }

    internal string Route => string.Join(" and ", Steps.Select(step => step.IsPortal ? "Portal" : "Graph").Distinct().DefaultIfEmpty(Before.Portal is null && Before.OnPremises is null ? "Graph" : "Portal"));

    /// <summary>The change as a verb phrase with old and new values.</summary>
    public string Describe()
    {
        var text = $"Change {string.Join(" and ", Changes)}";
        return Warnings.Count == 0 ? text : $"{text}. {string.Join(' ', Warnings)}";
    }
}
