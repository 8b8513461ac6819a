using SsprTools.Graph.Policy;

namespace SsprTools.Graph.Readiness;

/// <summary>Password reset is switched on in the tenant at all. Administrators have a switch of their own.</summary>
internal static class TenantGate
{
    private static readonly ReadinessRule s_on = Rule("On", "Password reset is enabled for Selected or All.", Verdict.Pass);
    private static readonly ReadinessRule s_off = Rule("Off", "Password reset is enabled for None.", Verdict.Fail, "SSPR_0011");
    private static readonly ReadinessRule s_administrator = Rule("Administrator", "The user is an administrator, for whom this switch does not hold.", Verdict.Pass);
    private static readonly ReadinessRule s_notKnown = Rule("NotKnown", "The policy's scope, or whether the user is an administrator, is not known.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_on, s_off, s_administrator, s_notKnown];

    public static GateVerdict Judge(UserFacts facts) => ByRole.Judge(
        facts,
        ForUser,
        known => s_administrator.Say(
            "The user is an administrator, and the switch for users does not hold for administrators.",
            [RuleText.Evidence("administrator", known.IsAdministrator, known.Now)]),
        s_notKnown);

    private static GateVerdict ForUser(UserFacts facts)
    {
        if (!facts.Scope.IsKnown)
        {
            return s_notKnown.Missing(facts.Scope, "The policy's scope", "Connect with -PortalApi, or look in the Entra admin center.");
        }

        IReadOnlyList<string> evidence = [RuleText.Evidence($"scope {facts.Scope.Value}", facts.Scope, facts.Now)];
        return facts.Scope.Value == SsprScope.None
            ? s_off.Say("Password reset is off in this tenant.", evidence, "Switch it on for a group with Enable-SsprGroup.")
            : s_on.Say("Password reset is on in this tenant.", evidence);
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict, string? code = null) =>
        new(Gate.Tenant, name, when, verdict, code, $"{RuleSource.Troubleshoot} {RuleSource.Policy}");
}
