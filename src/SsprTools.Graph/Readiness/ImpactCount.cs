namespace SsprTools.Graph.Readiness;

/// <summary>How many users a change of the policy strikes, and why.</summary>
public sealed class ImpactCount
{
    private readonly Dictionary<(Impact Impact, string Rule), int> _reasons = [];

    public int Loses => Of(Impact.Loses);

    public int Gains => Of(Impact.Gains);

    public int Unknown => Of(Impact.Unknown);

    public int Unaffected => Of(Impact.Unaffected);

    public int StillCannot => Of(Impact.StillCannot);

    public int Total => _reasons.Values.Sum();

    /// <summary>
    /// Enabled users whom the registration report does not have, because they are newer than it: they are in none of the counts. <see langword="null"/>
    /// if that could not be counted, or if the users were named.
    /// </summary>
    public long? NotInReport { get; set; }

    /// <summary>Whether it is of everyone rather than of users who were named: whom <see cref="NotInReport"/> leaves open is then not known.</summary>
    internal bool OfTenant { get; set; }

    /// <summary>Of everyone, and nobody could say whom the report does not have.</summary>
    internal bool LeavesOpen => OfTenant && NotInReport is null;

    /// <summary>The counts by rule, the largest first; the rules are in about_SsprTools_Readiness.</summary>
    public IReadOnlyList<ImpactReason> ByReason =>
        [.. _reasons.Select(pair => new ImpactReason(pair.Key.Impact, pair.Key.Rule, pair.Value)).OrderBy(reason => reason.Impact).ThenByDescending(reason => reason.Count)];

    /// <summary>The oldest time for which a user was judged: the report's, as a rule.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    public string? TenantId { get; init; }

    /// <summary>Seen in a sandbox.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Counts a user.</summary>
    public void Add(UserImpact user)
    {
        _reasons[(user.Impact, user.Rule)] = _reasons.GetValueOrDefault((user.Impact, user.Rule)) + 1;
        AsOf = AsOf is { } asOf && asOf < user.AsOf ? asOf : user.AsOf ?? AsOf;
    }

    public override string ToString() =>
        $"{Loses} lose password reset, {Gains} gain it, {Unknown} are unknown; {Unaffected} are unaffected and {StillCannot} cannot reset either way."
        + (NotInReport > 0 ? $" {NotInReport} enabled users are newer than the registration report and not counted." : "")
        + (LeavesOpen ? " How many enabled users the registration report does not have could not be counted." : "");

    private int Of(Impact impact) => _reasons.Where(pair => pair.Key.Impact == impact).Sum(pair => pair.Value);
}
