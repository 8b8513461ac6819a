using SsprTools.Graph.Directory;

namespace SsprTools.Graph.Reporting;

/// <summary>What is to be counted, and how it is cut up.</summary>
public sealed record AdoptionRequest
{
    /// <summary>How far back the service keeps its log with a licence, and so the longest span that can be counted (facts/graph.md 1.12).</summary>
    public const int MostDays = 30;

    /// <summary>A count for each of these groups, nested members included; empty: the tenant.</summary>
    public IReadOnlyList<DirectoryGroup> Groups { get; init; } = [];

    /// <summary>A count for each value of this property of users; <see langword="null"/>: not cut up.</summary>
    public AdoptionProperty? By { get; init; }

    /// <summary>Members of these groups are left out and counted as such.</summary>
    public IReadOnlyList<DirectoryGroup> Excluded { get; init; } = [];

    /// <summary>Over how many days resets are counted.</summary>
    public int Days { get; init; } = MostDays;
}
