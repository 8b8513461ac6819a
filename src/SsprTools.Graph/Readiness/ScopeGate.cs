using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Readiness;

/// <summary>
/// The policy is on for this user: All, or Selected and in the group (nested groups count). For administrators
/// <c>allowedToUseSSPR</c> decides instead, and it never answers for users.
/// </summary>
internal static class ScopeGate
{
    private const string Source = "facts/graph.md 1.9, 3.6; Microsoft Learn concept-sspr-howitworks, concept-sspr-policy";

    public static GateVerdict Judge(UserFacts facts)
    {
        if (!facts.IsAdministrator.IsKnown)
        {
            // Which rule applies is not known, so only an answer that both give is one.
            var asUser = ForUser(facts);
            var asAdministrator = ForAdministrator(facts);
            return asUser.Verdict == asAdministrator.Verdict && asUser.Verdict != Verdict.Unknown
                ? asUser
                : RuleText.Unknown(Gate.Scope, facts.IsAdministrator, "Whether the user is an administrator, for whom another rule holds,", Source);
        }

        return facts.IsAdministrator.Value ? ForAdministrator(facts) : ForUser(facts);
    }

    private static GateVerdict ForAdministrator(UserFacts facts) => facts.AdministratorResetAllowed switch
    {
        { IsKnown: false } => RuleText.Unknown(Gate.Scope, facts.AdministratorResetAllowed, "Whether administrators may reset", Source),
        { Value: true } => Answer(facts, facts.AdministratorResetAllowed, "allowedToUseSSPR is true", Verdict.Pass, "Administrators may reset in this tenant.", "", null),
        _ => Answer(
            facts,
            facts.AdministratorResetAllowed,
            "allowedToUseSSPR is false",
            Verdict.Fail,
            "The user is an administrator, and administrators may not reset in this tenant.",
            "Set allowedToUseSSPR if administrators are to reset themselves; it takes up to 60 minutes.",
            null),
    };

    private static GateVerdict ForUser(UserFacts facts)
    {
        if (!facts.Scope.IsKnown)
        {
            return RuleText.Unknown(Gate.Scope, facts.Scope, "The policy's scope", Source, "Connect with -PortalApi, or look in the Entra admin center.");
        }

        if (facts.Scope.Value != SsprScope.Selected)
        {
            return facts.Scope.Value == SsprScope.All
                ? Answer(facts, facts.Scope, "scope All", Verdict.Pass, "Password reset is on for everyone.", "", null)
                : Answer(facts, facts.Scope, "scope None", Verdict.Fail, "Password reset is off in this tenant.", "Switch it on for a group with Enable-SsprGroup.", "SSPR_0011");
        }

        var group = facts.SelectedGroup ?? "the selected group";
        if (!facts.InSelectedGroup.IsKnown)
        {
            return RuleText.Unknown(Gate.Scope, facts.InSelectedGroup, $"Whether the user is in {group}", Source);
        }

        return facts.InSelectedGroup.Value
            ? Answer(facts, facts.InSelectedGroup, $"member of {group}", Verdict.Pass, $"The user is in {group}, for which password reset is on.", "", null)
            : Answer(
                facts,
                facts.InSelectedGroup,
                $"no member of {group}",
                Verdict.Fail,
                $"Password reset is on for {group} only, and the user is not in it.",
                $"Add the user with Add-SsprGroupMember.",
                "SSPR_0013");
    }

    private static GateVerdict Answer<T>(
        UserFacts facts, Fact<T> fact, string evidence, Verdict verdict, string reason, string nextStep, string? code) => new()
        {
            Gate = Gate.Scope,
            Verdict = verdict,
            Reason = reason,
            Evidence = [RuleText.Evidence(evidence, fact, facts.Now)],
            NextStep = nextStep,
            SsprCode = code,
            RuleSource = Source,
        };
}
