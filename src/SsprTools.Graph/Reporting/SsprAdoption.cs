namespace SsprTools.Graph.Reporting;

/// <summary>
/// How far reset is adopted in the tenant, or in one slice of it. Every stage is counted over all of <see cref="Users"/>, so a stage can be larger than
/// the one before it: people who registered and are not in scope. What could not be read is <see langword="null"/>, with the reason in <see cref="NotKnown"/>.
/// </summary>
public sealed record SsprAdoption
{
    /// <summary>The group whose members are counted; <see langword="null"/>: the tenant.</summary>
    public string? Group { get; init; }

    /// <summary>The group's object id.</summary>
    public string? GroupId { get; init; }

    /// <summary>The property by whose values the count is cut up.</summary>
    public string? By { get; init; }

    /// <summary>The property's value here.</summary>
    public string? Value { get; init; }

    /// <summary>What is counted here, in one word or two.</summary>
    public string Slice => (Group, Value) switch
    {
        (null, null) => "All users",
        (null, { } value) => value,
        ({ } group, null) => group,
        ({ } group, { } value) => $"{group}: {value}",
    };

    /// <summary>Enabled members of the tenant; see <see cref="Excluded"/> for who is not among them.</summary>
    public int? Users { get; init; }

    /// <summary>Of them, those of whom the registration report has no row: nothing is known of their registration, and the stages leave them out.</summary>
    public int? NotInReport { get; init; }

    /// <summary>The policy lets them reset.</summary>
    public int? InScope { get; init; }

    /// <summary>They hold at least one method that reset accepts.</summary>
    public int? HasUsableMethods { get; init; }

    /// <summary>They hold as many as the policy asks for, in scope or not.</summary>
    public int? Registered { get; init; }

    /// <summary>In scope and registered.</summary>
    public int? Capable { get; init; }

    /// <summary>In scope, and not registered: who still has to register.</summary>
    public int? ToRegister => InScope is { } scope && Capable is { } capable ? scope - capable : null;

    /// <summary>Users who reset their own password in the last <see cref="Days"/> days.</summary>
    public int? ResetBySelfService { get; init; }

    /// <summary>Users whose password an administrator reset in that time.</summary>
    public int? ResetByHelpdesk { get; init; }

    /// <summary>How often they did; a user can do it more than once.</summary>
    public int? SelfServiceResets { get; init; }

    public int? HelpdeskResets { get; init; }

    /// <summary>Over how many days resets were counted.</summary>
    public int Days { get; init; }

    /// <summary>Capable users, of those in the report, in percent.</summary>
    public double? CapablePercent => Percent(Capable);

    public IReadOnlyList<AdoptionExclusion> Excluded { get; init; } = [];

    /// <summary>Figures that are unknown or uncertain, and why.</summary>
    public IReadOnlyList<AdoptionGap> NotKnown { get; init; } = [];

    /// <summary>When the report was last refreshed; the oldest row counts.</summary>
    public DateTimeOffset? ReportUpdatedDateTime { get; init; }

    /// <summary>How old the report was when it was read.</summary>
    public TimeSpan? ReportAge => ReportUpdatedDateTime is { } updated ? AsOf - updated : null;

    /// <summary>When it was counted, by the service's clock.</summary>
    public DateTimeOffset AsOf { get; init; }

    public string? TenantId { get; init; }

    /// <summary>Counted in a sandbox.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Compared with an earlier snapshot, where that was asked for and has this slice.</summary>
    public AdoptionChange? Change { get; init; }

    /// <summary>The file into which this count was written.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>A stage in percent of the users whom the report covers; <see langword="null"/>: not known, or nobody is there.</summary>
    public double? Percent(int? stage) =>
        stage is { } count && Users is { } users && users - (NotInReport ?? 0) is > 0 and var covered ? 100.0 * count / covered : null;
}
