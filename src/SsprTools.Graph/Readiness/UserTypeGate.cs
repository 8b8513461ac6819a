namespace SsprTools.Graph.Readiness;

/// <summary>The password is this tenant's to reset: the rules for guests.</summary>
internal static class UserTypeGate
{
    private static readonly ReadinessRule s_member = Rule("ThisTenant", "The password is kept in this tenant.", Verdict.Pass);
    private static readonly ReadinessRule s_noHome = Rule(
        "NoHomeDirectory", "A guest who signed up alone or has no home directory: may reset with the email used to register.", Verdict.Pass);
    private static readonly ReadinessRule s_elsewhere = Rule("AnotherTenant", "A guest of another Entra tenant: that tenant's policy decides.", Verdict.Unknown);
    private static readonly ReadinessRule s_microsoft = Rule("MicrosoftAccount", "A guest with a Microsoft account: cannot reset here.", Verdict.Fail);
    private static readonly ReadinessRule s_other = Rule("OtherProvider", "A guest of another identity provider: no source says.", Verdict.Unknown);
    private static readonly ReadinessRule s_notKnown = Rule("NotKnown", "Where the password is kept could not be read.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_member, s_noHome, s_elsewhere, s_microsoft, s_other, s_notKnown];

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.Account.Value is null)
        {
            return s_notKnown.NoUser(facts);
        }

        if (!facts.Home.IsKnown)
        {
            return s_notKnown.Missing(facts.Home, "Where the user's password is kept");
        }

        IReadOnlyList<string> evidence = [RuleText.Evidence($"userType {facts.Account.Value?.UserType ?? "not said"}", facts.Home, facts.Now)];
        return facts.Home.Value switch
        {
            AccountHome.ThisTenant => s_member.Say("The user's password is kept in this tenant.", evidence),
            AccountHome.NoHomeDirectory => s_noHome.Say("The user is a guest without a home directory, who may reset with the email used to register.", evidence),
            AccountHome.AnotherTenant => s_elsewhere.Say(
                "The user is a guest from another Entra tenant, and that tenant's policy decides.", evidence, "Ask the guest's own organization."),
            AccountHome.MicrosoftAccount => s_microsoft.Say(
                "The user is a guest with a Microsoft account, whose password this tenant cannot reset.", evidence, "The guest resets it at account.live.com."),
            _ => s_other.Say(
                "The user's password is kept by another identity provider, and no source says whether password reset works.", evidence, "Ask the guest's own organization."),
        };
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict) => new(Gate.UserType, name, when, verdict, null, RuleSource.HowItWorks);
}
