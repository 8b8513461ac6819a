using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Reporting;

/// <summary>A section as rows of text, for the forms that know nothing else.</summary>
/// <param name="Name">In a file's name.</param>
/// <param name="Title">Above it.</param>
/// <param name="WhyEmpty">Why it has no rows; <see langword="null"/>: there are none.</param>
internal sealed record ReportTable(string Name, string Title, string? WhyEmpty, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string>> Rows)
{
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

    private static string Plain(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ReportWords.Unknown;
}
