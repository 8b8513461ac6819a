using SsprTools.Graph.Readiness;
using SsprTools.Graph.Validation;

namespace SsprTools.Graph.Reporting;

/// <summary>A section as rows of text, for the forms that know nothing else.</summary>
/// <param name="Name">In a file's name.</param>
/// <param name="Title">Above it.</param>
/// <param name="WhyEmpty">Why it has no rows; <see langword="null"/>: there are none.</param>
internal sealed record ReportTable(string Name, string Title, string? WhyEmpty, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string>> Rows)
{
    internal const string ChecksName = "checks";

    public static IReadOnlyList<ReportTable> Of(SsprReport report) =>
    [
        new(
            "adoption",
            "Adoption",
            report.Adoption.WhyEmpty,
            ["Who", "Users", "NotInReport", "InScope", "HasUsableMethods", "Registered", "Capable", "CapablePercent", "ToRegister", "ResetBySelfService", "ResetByHelpdesk", "Days", "ReportUpdated"],
            report.Adoption.Items.Select(slice => (IReadOnlyList<string>)
            [
                slice.Slice, Plain(slice.Users), Plain(slice.NotInReport), Plain(slice.InScope), Plain(slice.HasUsableMethods), Plain(slice.Registered), Plain(slice.Capable),
                slice.CapablePercent?.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) ?? ReportWords.Unknown, Plain(slice.ToRegister),
                Plain(slice.ResetBySelfService), Plain(slice.ResetByHelpdesk), Plain(slice.Days), ReportWords.Time(slice.ReportUpdatedDateTime),
            ])),
        new(
            "users",
            "Who cannot reset",
            report.Users.WhyEmpty,
            ["User", "CanReset", "Blocker", "Reason", "SsprCode", "WhatToDo", "AsOf"],
            report.Users.Items.Where(user => user.Verdict != Verdict.Pass).Select(user => (IReadOnlyList<string>)
                [user.UserPrincipalName, ReportWords.Of(user.Verdict), user.Blocker, user.Reason, user.SsprCode, user.NextStep, ReportWords.Time(user.AsOf)])),
        new(
            "impact",
            "Who loses reset on 2027-02-01",
            report.Impact.WhyEmpty,
            ["User", "Effect", "Reason", "WhatToDo"],
            report.Impact.Items.Select(row => (IReadOnlyList<string>)[row.UserPrincipalName, row.Effect, row.Reason, row.NextStep])),
        new(
            "policy",
            "Policy",
            report.Policy.WhyEmpty,
            ["Page", "Setting", "Value", "Default", "Source", "Read", "Remarks"],
            report.Policy.Items.Select(setting => (IReadOnlyList<string>)
            [
                setting.Page.ToString(), setting.Setting, ReportWords.Value(setting.Value), ReportWords.Value(setting.Default), setting.Source.ToString(),
                ReportWords.Time(setting.AsOf), setting.Remarks ?? "",
            ])),
        .. Checks(report),
        new(
            "tests",
            "Test evidence",
            report.Tests.WhyEmpty,
            ["User", "Test", "Step", "State", "How", "At", "Reason", "Evidence", "Simulated"],
            report.Tests.Items.SelectMany(run => run.Steps.Select(step => (IReadOnlyList<string>)
            [
                run.UserPrincipalName, run.Id, step.Step.ToString(), step.State.ToString(), step.Mode.ToString(), step.At is null ? "" : ReportWords.Time(step.At), step.Reason,
                string.Join("; ", step.Evidence), ReportWords.YesNo(run.IsSimulated),
            ]))),
        new(
            "gaps",
            "What could not be read, and why",
            null,
            ["What", "Why"],
            report.Gaps.Select(gap => (IReadOnlyList<string>)[gap.What, gap.Reason])),
    ];

    /// <summary>What a check found; a person's name where nobody but a person could say.</summary>
    internal static string Actual(ValidationResult check) => check switch
    {
        { Actual: { } actual } => actual,
        { Verdict: ValidationVerdict.Skipped } => "",
        { Attestation: { } attestation } => $"{ReportWords.Unknown}; attested by {attestation.By}",
        _ => ReportWords.Unknown,
    };

    private static IEnumerable<ReportTable> Checks(SsprReport report)
    {
        if (report.Validation.Items.Count > 0)
        {
            yield return new(
                ChecksName,
                "Checks and attestations",
                null,
                ["Check", "Title", "Suite", "Severity", "Verdict", "Expected", "Actual", "Source", "Read", "Reason", "WhatToDo", "AttestedBy", "AttestedAt", "Expires", "Evidence"],
                report.Validation.Items.Select(check => (IReadOnlyList<string>)
                [
                    check.Id, check.Title, check.Suite, check.Severity, check.Verdict.ToString(), check.Expected, Actual(check), check.Source, ReportWords.Time(check.AsOf), check.Reason, check.NextStep,
                    check.Attestation?.By ?? "", check.Attestation is { } made ? ReportWords.Time(made.At) : "", check.Attestation is { } until ? ReportWords.Time(until.Expires) : "", check.Attestation?.Evidence ?? "",
                ]));
        }
    }

    private static string Plain(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ReportWords.Unknown;
}
