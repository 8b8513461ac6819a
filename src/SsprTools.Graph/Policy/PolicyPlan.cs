using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Policy;

/// <summary>A change of the policy before it is made: what was seen, what is wanted, and the difference in an admin's words.</summary>
public sealed class PolicyPlan
{
    internal PolicyPlan(PolicyDocument before, PolicyDocument after, IReadOnlyList<PolicyDifference> changes)
    {
        Before = before;
        After = after;
        Changes = changes;
    }

    /// <summary>What would change; empty: it is as wanted already, and nothing will be written.</summary>
    public IReadOnlyList<PolicyDifference> Changes { get; }

    /// <summary>The group that the change is about.</summary>
    public DirectoryGroup? Group { get; init; }

    /// <summary>What an admin should know before saying yes.</summary>
    public string? Warning { get; init; }

    internal PolicyDocument Before { get; }

    internal PolicyDocument After { get; }

    /// <summary>The change as a verb phrase with old and new values.</summary>
    public string Describe()
    {
        var text = $"Change {string.Join(" and ", Changes)}";
        return Warning is null ? text : $"{text}. {Warning}";
    }
}
