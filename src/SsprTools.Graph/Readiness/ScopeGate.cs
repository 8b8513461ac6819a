using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Readiness;

/// <summary>The policy is on for this user: All, or Selected and in the group (nested groups count). It never holds for administrators.</summary>
internal static class ScopeGate
{
    private static readonly ReadinessRule s_all = Rule("All", "The scope is All.", Verdict.Pass);
    private static readonly ReadinessRule s_inGroup = Rule("InGroup", "The scope is Selected, and the user is in the group, directly or through nested groups.", Verdict.Pass);
    private static readonly ReadinessRule s_notInGroup = Rule("NotInGroup", "The scope is Selected, and the user is not in the group.", Verdict.Fail, "SSPR_0013");
    private static readonly ReadinessRule s_administrator = Rule("Administrator", "The user is an administrator, for whom the scope does not hold.", Verdict.Pass);
    private static readonly ReadinessRule s_off = Rule("Off", "The scope is None, so nobody is asked for (see Tenant.Off).", Verdict.Unknown);
    private static readonly ReadinessRule s_notKnown = Rule(
        "NotKnown", "The scope, the membership, or whether the user is an administrator is not known.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_all, s_inGroup, s_notInGroup, s_administrator, s_off, s_notKnown];

    public static GateVerdict Judge(UserFacts facts) => ByRole.Judge(
        facts,
        ForUser,
        known => s_administrator.Say(
            "The user is an administrator, and the scope holds for users only.", [RuleText.Evidence("administrator", known.IsAdministrator, known.Now)]),
        s_notKnown);

    private static GateVerdict ForUser(UserFacts facts)
    {
        if (!facts.Scope.IsKnown)
        {
            return s_notKnown.Missing(facts.Scope, "The policy's scope", "Connect with -PortalApi, or look in the Entra admin center.");
        }

        if (facts.Scope.Value == SsprScope.None)
        {
            return s_off.Say("Password reset is off, so it is on for no group either.", [RuleText.Evidence("scope None", facts.Scope, facts.Now)]);
        }

        if (facts.Scope.Value == SsprScope.All)
        {
            return s_all.Say("Password reset is on for everyone.", [RuleText.Evidence("scope All", facts.Scope, facts.Now)]);
        }

        var group = facts.SelectedGroup ?? "the selected group";
        if (!facts.InSelectedGroup.IsKnown)
        {
            return s_notKnown.Missing(facts.InSelectedGroup, $"Whether the user is in {group}");
        }

        return facts.InSelectedGroup.Value
            ? s_inGroup.Say($"The user is in {group}, for which password reset is on.", [RuleText.Evidence($"member of {group}", facts.InSelectedGroup, facts.Now)])
            : s_notInGroup.Say(
                $"Password reset is on for {group} only, and the user is not in it.",
                [RuleText.Evidence($"no member of {group}", facts.InSelectedGroup, facts.Now)],
                "Add the user with Add-SsprGroupMember.");
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict, string? code = null) =>
        new(Gate.Scope, name, when, verdict, code, $"{RuleSource.HowItWorks} {RuleSource.Troubleshoot}");
}
