using System.Globalization;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Validation;

/// <summary>The checks that are about users. No I/O. Nobody is not everybody: an empty group fails, an unread one is Unknown.</summary>
internal static class PeopleRules
{
    private const int Named = 5;

    public static ValidationResult Ready(ValidationCheck check, IReadOnlyCollection<object> facts, IReadOnlyCollection<SsprException> problems)
    {
        var users = facts.OfType<UserReadiness>().ToList();
        return Everyone(
            check, problems, "the gates of Test-SsprUser", users.Min(user => (DateTimeOffset?)user.AsOf), "can reset",
            users.ConvertAll(user => (user.UserPrincipalName, user.Verdict, user.Summary)));
    }

    public static ValidationResult Registered(ValidationCheck check, IReadOnlyCollection<object> facts, IReadOnlyCollection<SsprException> problems)
    {
        var reported = facts.OfType<RegistrationRow>().ToList();
        var users = reported.Select(row => (row.UserPrincipalName, row.IsSsprRegistered switch
        {
            true => Verdict.Pass,
            false => Verdict.Fail,
            null => Verdict.Unknown,
        }, row.IsSsprRegistered is null ? "The report does not say." : "")).Concat(facts.OfType<UnreportedRegistration>().Select(row => (
            row.UserPrincipalName,
            Verdict.Unknown,
            row.WhyNotInReport))).ToList();
        return Everyone(check, problems, "registration report", reported.Min(row => row.ReportUpdatedDateTime), "are registered", users);
    }

    public static ValidationResult Retirement(ValidationCheck check, IReadOnlyCollection<object> facts, IReadOnlyCollection<SsprException> problems)
    {
        if (facts.OfType<ImpactCount>().FirstOrDefault() is not { Total: > 0 } count)
        {
            return ValidationRules.Unknown(check, ValidationRules.Because(problems, "The registration report is empty: of nobody is it known."), "Test-SsprPrerequisite Measure-SsprImpact says what is missing.");
        }

        var verdict = count.Loses > 0 ? ValidationVerdict.Fail
            : count.Unknown > 0 || count.NotInReport > 0 || count.LeavesOpen || problems.Count > 0 ? ValidationVerdict.Unknown
            : ValidationVerdict.Pass;
        return ValidationRules.Make(check, verdict, $"{count.Loses} lose it, {count.Unknown} are unknown", "registration report", count.AsOf, count.ToString()) with
        {
            TenantId = count.TenantId,
            IsSimulated = count.IsSimulated,
        };
    }

    private static ValidationResult Everyone(
        ValidationCheck check, IReadOnlyCollection<SsprException> problems, string source, DateTimeOffset? asOf, string what,
        List<(string User, Verdict Verdict, string Why)> users)
    {
        if (users.Count == 0)
        {
            return problems.Count > 0
                ? ValidationRules.Unknown(check, ValidationRules.Because(problems, ""), check.NextStep)
                : ValidationRules.Make(check, ValidationVerdict.Fail, "The group has no members", source, asOf, "The group has no users in it, so nothing is piloted.") with { NextStep = "Add-SsprGroupMember adds them." };
        }

        var failing = users.FindAll(user => user.Verdict == Verdict.Fail);
        var unknown = users.FindAll(user => user.Verdict == Verdict.Unknown);
        var verdict = failing.Count > 0 ? ValidationVerdict.Fail : unknown.Count > 0 || problems.Count > 0 ? ValidationVerdict.Unknown : ValidationVerdict.Pass;
        var actual = string.Create(CultureInfo.InvariantCulture, $"{users.Count - failing.Count - unknown.Count} of {users.Count} {what}");
        var reason = verdict switch
        {
            ValidationVerdict.Pass => $"{actual}.",
            ValidationVerdict.Fail => $"{actual}. Not: {Names(failing)}",
            _ => unknown.Count > 0 ? $"{actual}. Not known: {Names(unknown)}" : ValidationRules.Because(problems, ""),
        };
        return ValidationRules.Make(check, verdict, actual, source, asOf, reason);
    }

    private static string Names(List<(string User, Verdict, string Why)> users)
    {
        var text = string.Join("; ", users.Take(Named).Select(user => user.Why.Length > 0 ? $"{user.User} ({user.Why.TrimEnd('.')})" : user.User));
        return users.Count > Named ? string.Create(CultureInfo.InvariantCulture, $"{text}; and {users.Count - Named} more.") : $"{text}.";
    }
}
