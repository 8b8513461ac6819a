namespace SsprTools.Graph.Readiness;

/// <summary>A user synced from Active Directory needs password writeback; a cloud user does not.</summary>
internal static class WritebackGate
{
    private static readonly ReadinessRule s_cloud = Rule("CloudUser", "The user is not synced, and the domain is managed.", Verdict.Pass);
    private static readonly ReadinessRule s_seen = Rule(
        "OnAndSeen", "Synced (federated or not), writeback is on, and a reset was written back in the last 24 hours.", Verdict.Pass);
    private static readonly ReadinessRule s_on = Rule("OnNotSeen", "Synced, and writeback is on; whether the agent answers only a reset shows.", Verdict.Unknown);
    private static readonly ReadinessRule s_off = Rule("Off", "Synced, and writeback is off.", Verdict.Fail, "SSPR_0010");
    private static readonly ReadinessRule s_federated = Rule("Federated", "Not synced, but in a federated domain: the password is kept by the identity provider.", Verdict.Unknown);
    private static readonly ReadinessRule s_notKnown = Rule("NotKnown", "Whether the user is synced, the domain federated, or writeback on is not known.", Verdict.Unknown);

    public static IReadOnlyList<ReadinessRule> Rules { get; } = [s_cloud, s_seen, s_on, s_off, s_federated, s_notKnown];

    public static GateVerdict Judge(UserFacts facts)
    {
        if (facts.Account is not { IsKnown: true, Value: { } user })
        {
            return s_notKnown.NoUser(facts);
        }

        var synced = RuleText.Evidence($"onPremisesSyncEnabled {user.OnPremisesSyncEnabled?.ToString() ?? "null"}", facts.Account, facts.Now);
        return user.OnPremisesSyncEnabled == true ? ForSynced(facts, synced) : ForCloud(facts, synced);
    }

    private static GateVerdict ForCloud(UserFacts facts, string synced)
    {
        if (!facts.InFederatedDomain.IsKnown)
        {
            return s_notKnown.Missing(facts.InFederatedDomain, "Whether the user's domain is federated");
        }

        IReadOnlyList<string> evidence = [synced, RuleText.Evidence($"domain {(facts.InFederatedDomain.Value ? "federated" : "managed")}", facts.InFederatedDomain, facts.Now)];
        return facts.InFederatedDomain.Value
            ? s_federated.Say(
                "The user's domain is federated and the user is not synced: the password is kept by the identity provider.", evidence, "Ask who runs the identity provider.")
            : s_cloud.Say("The user is a cloud user: nothing has to be written back.", evidence);
    }

    private static GateVerdict ForSynced(UserFacts facts, string synced)
    {
        if (!facts.Writeback.IsKnown)
        {
            return s_notKnown.Missing(facts.Writeback, "Whether password writeback is on", "Connect with -PortalApi, or look in the Entra admin center.");
        }

        var evidence = new List<string> { synced, RuleText.Evidence($"writeback {(facts.Writeback.Value ? "on" : "off")}", facts.Writeback, facts.Now) };
        if (!facts.Writeback.Value)
        {
            return s_off.Say("The user is synced, and password writeback is off.", evidence, "Switch on password writeback in Entra Connect and in the policy.");
        }

        if (facts.LastWriteback is { IsKnown: true, Value: { } seen } && facts.Now - seen.ActivityDateTime < TimeSpan.FromDays(1))
        {
            evidence.Add($"audit event {seen.Id}, written back by {seen.OnPremisesAgent}, {RuleText.Age(facts.Now - seen.ActivityDateTime)} ago");
            return s_seen.Say("Writeback is on, and a reset was written back in the last 24 hours.", evidence);
        }

        return s_on.Say("Writeback is on; whether it works for this user only a reset shows.", evidence, "Run Invoke-SsprTest with a synced test user.");
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict, string? code = null) =>
        new(Gate.Writeback, name, when, verdict, code, $"{RuleSource.Writeback} {RuleSource.Troubleshoot}");
}
