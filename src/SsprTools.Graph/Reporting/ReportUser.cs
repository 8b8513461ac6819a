using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Reporting;

/// <summary>What the report says of one user.</summary>
public sealed record ReportUser
{
    public required string UserPrincipalName { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The first rule that stands in the way or could not be told; empty when nothing does.</summary>
    public string Blocker { get; init; } = "";

    public string Reason { get; init; } = "";

    public string NextStep { get; init; } = "";

    /// <summary>The code that the reset page would show.</summary>
    public string SsprCode { get; init; } = "";

    public DateTimeOffset? AsOf { get; init; }

    public static ReportUser Of(UserReadiness user)
    {
        var telling = user.Gates.FirstOrDefault(gate => gate.Verdict == Verdict.Fail)
            ?? user.Gates.FirstOrDefault(gate => gate.Verdict == Verdict.Unknown && !gate.CoveredByReport && gate.Gate != Gate.Report);
        return new()
        {
            UserPrincipalName = user.UserPrincipalName,
            Verdict = user.Verdict,
            Blocker = user.Verdict == Verdict.Pass ? "" : telling?.Gate.ToString() ?? "",
            Reason = user.Verdict == Verdict.Pass ? user.Summary : telling?.Reason ?? user.Summary,
            NextStep = user.Verdict == Verdict.Pass ? "" : telling?.NextStep ?? "",
            SsprCode = user.Verdict == Verdict.Pass ? "" : telling?.SsprCode ?? "",
            AsOf = user.AsOf,
        };
    }

    /// <summary>
    /// What the registration report alone tells of a user in scope. That it shows somebody as capable is no pass: it says nothing of licence, block or writeback.
    /// </summary>
    public static ReportUser Of(RegistrationRow row) => new()
    {
        UserPrincipalName = row.UserPrincipalName,
        Verdict = row.IsSsprRegistered == false ? Verdict.Fail : Verdict.Unknown,
        Blocker = nameof(Gate.Methods),
        Reason = row.IsSsprRegistered == false
            ? $"Too few methods registered: {(row.MethodsRegistered.Count == 0 ? "none" : string.Join(", ", row.MethodsRegistered))}."
            : "The registration report does not say whether enough methods are registered.",
        NextStep = "Ask the user to register at the security info page, or add a phone or mail address with Add-SsprMethod.",
        SsprCode = row.IsSsprRegistered == false ? "SSPR_0014" : "",
        AsOf = row.ReportUpdatedDateTime,
    };
}
