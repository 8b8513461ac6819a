namespace SsprTools.Graph.Reporting;

/// <summary>One slice of a snapshot.</summary>
internal sealed record AdoptionSnapshotRow
{
    public string? GroupId { get; init; }

    public string? Group { get; init; }

    public string? Value { get; init; }

    public int? Users { get; init; }

    public int? NotInReport { get; init; }

    public int? InScope { get; init; }

    public int? HasUsableMethods { get; init; }

    public int? Registered { get; init; }

    public int? Capable { get; init; }

    public int? ResetBySelfService { get; init; }

    public int? ResetByHelpdesk { get; init; }

    public static AdoptionSnapshotRow Of(SsprAdoption count) => new()
    {
        GroupId = count.GroupId,
        Group = count.Group,
        Value = count.Value,
        Users = count.Users,
        NotInReport = count.NotInReport,
        InScope = count.InScope,
        HasUsableMethods = count.HasUsableMethods,
        Registered = count.Registered,
        Capable = count.Capable,
        ResetBySelfService = count.ResetBySelfService,
        ResetByHelpdesk = count.ResetByHelpdesk,
    };
}
