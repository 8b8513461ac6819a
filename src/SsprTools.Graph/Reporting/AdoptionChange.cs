namespace SsprTools.Graph.Reporting;

/// <summary>By how much the figures differ from an earlier snapshot's; <see langword="null"/>: one of the two is unknown.</summary>
public sealed record AdoptionChange
{
    /// <summary>When the earlier snapshot was made.</summary>
    public required DateTimeOffset Since { get; init; }

    public int? Users { get; init; }

    public int? InScope { get; init; }

    public int? HasUsableMethods { get; init; }

    public int? Registered { get; init; }

    public int? Capable { get; init; }

    public int? ResetBySelfService { get; init; }

    public int? ResetByHelpdesk { get; init; }
}
