using System.Reflection;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Testing;
using SsprTools.Graph.Validation;

namespace SsprTools.Graph.Reporting;

/// <summary>Everything that a report shows. Facts only; how it looks is the renderers' business.</summary>
public sealed record SsprReport
{
    public string? TenantId { get; init; }

    public string? TenantName { get; init; }

    public string? Cloud { get; init; }

    /// <summary>Who read it: a UPN or an app's id.</summary>
    public string? Account { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Seen in a sandbox: it proves nothing about a real tenant.</summary>
    public bool IsSimulated { get; init; }

    public string Version { get; init; } = typeof(SsprReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public ReportSection<PolicySetting> Policy { get; init; } = new([], NotGivenBy("Get-SsprPolicy"));

    public ReportSection<SsprAdoption> Adoption { get; init; } = new([], NotGivenBy("Get-SsprAdoption"));

    public ReportSection<ReportUser> Users { get; init; } = new([], NotGivenBy("Test-SsprUser"));

    public ReportSection<ReportImpact> Impact { get; init; } = new([], NotGivenBy("Measure-SsprImpact -SmsVoiceRetirement"));

    public ReportSection<TestRun> Tests { get; init; } = new([], NotGivenBy("Invoke-SsprTest"));

    /// <summary>The checks of Invoke-SsprValidation, where they were given.</summary>
    public ReportSection<ValidationResult> Validation { get; init; } = new([]);

    /// <summary>What could not be read and why, over all sections.</summary>
    public IReadOnlyList<ReportGap> Gaps =>
    [
        .. Missing("Policy", Policy.WhyEmpty),
        .. Missing("Adoption", Adoption.WhyEmpty),
        .. Missing("Who cannot reset", Users.WhyEmpty),
        .. Missing("End of SMS and voice", Impact.WhyEmpty),
        .. Missing("Test evidence", Tests.WhyEmpty),
        .. Policy.Items.Where(setting => setting.Value is null).Select(setting => new ReportGap($"Policy: {setting.Setting}", setting.Remarks ?? "The service did not say.")),
        .. Adoption.Items.SelectMany(slice => slice.NotKnown.Select(gap => new ReportGap($"Adoption, {slice.Slice}: {gap.Figure}", gap.Reason))),
        .. Adoption.Items.SelectMany(slice => slice.Excluded.Where(excluded => excluded.Count is null)
            .Select(excluded => new ReportGap($"Adoption, {slice.Slice}: {excluded.Reason}", excluded.Remarks))),
        .. Users.Items.Where(user => user.Verdict == Verdict.Unknown).GroupBy(user => user.Blocker)
            .Select(group => new ReportGap($"{group.Count()} users: {ReportWords.Spaced(group.Key)}", group.First().Reason)),
        .. Impact.Items.Where(row => row.Effect == ReportWords.Unknown).GroupBy(row => row.Reason)
            .Select(group => new ReportGap($"2027-02-01: {group.Count()} users", group.Key)),
        .. Tests.Items.SelectMany(run => run.Steps.Where(step => step.State == TestStepState.Unknown)
            .Select(step => new ReportGap($"Test of {run.UserPrincipalName}: {ReportWords.Spaced(step.Step.ToString())}", step.Reason))),
        .. Validation.Items.Where(check => check.Verdict == ValidationVerdict.Unknown).Select(check => new ReportGap($"Check {check.Id}", check.Reason)),
    ];

    /// <summary>The oldest of the times at which what it shows was so.</summary>
    public DateTimeOffset? OldestData => new[]
    {
        Policy.Items.Min(setting => setting.AsOf),
        Adoption.Items.Min(slice => slice.ReportUpdatedDateTime ?? (DateTimeOffset?)slice.AsOf),
        Users.Items.Min(user => user.AsOf),
        Tests.Items.Min(run => (DateTimeOffset?)run.ObservedAt),
        Validation.Items.Min(check => check.AsOf),
    }.Min();

    internal static string NotGivenBy(string cmdlet) => $"Not part of this report: no results of {cmdlet} were given to Export-SsprReport.";

    private static IEnumerable<ReportGap> Missing(string what, string? why) => why is null ? [] : [new ReportGap(what, why)];
}
