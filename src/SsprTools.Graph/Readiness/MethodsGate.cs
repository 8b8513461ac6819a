namespace SsprTools.Graph.Readiness;

/// <summary>The user holds as many methods as are needed, counting only those that reset accepts and the policy allows.</summary>
internal static class MethodsGate
{
    private const string Code = "SSPR_0014";

    private static readonly ReadinessRule s_enough = Rule(
        "Enough", "A user holds as many usable methods as the policy asks for, registered or as contact data.", Verdict.Pass);
    private static readonly ReadinessRule s_tooFew = Rule(
        "TooFew",
        "A user holds fewer. Not counted: a phone once texts and calls have ended (2027-02-01), alternate mobile phone, Temporary Access Pass, passkey, Windows Hello, an office phone with an extension, what the policy "
            + "does not allow, the app when too few other methods are allowed beside it, its notification for one gate before migration. Notification and code of an app are one method.",
        Verdict.Fail);
    private static readonly ReadinessRule s_administratorEnough = Rule("AdministratorEnough", "An administrator holds two of: email, app, phone (or one, see AdministratorOneGate).", Verdict.Pass);
    private static readonly ReadinessRule s_administratorTooFew = Rule(
        "AdministratorTooFew", "An administrator holds fewer. Security questions never count, two phones are one, and the users' policy does not matter.", Verdict.Fail);
    private static readonly ReadinessRule s_oneGate = Rule(
        "AdministratorOneGate", "An administrator of a tenant without custom domain and sync holds one of: email, app, phone.", Verdict.Pass);
    private static readonly ReadinessRule s_doubt = Rule(
        "Doubt", "Fewer were counted, but there may be more: allowed for some groups only and the user's membership not read, others beside the app that are allowed for other users only, a notification for one gate that during migration the old policy alone allows, a phone after 2027-02-01 (the tenant may have its own provider), an unknown kind, or contact data or security questions not read.", Verdict.Unknown);
    private static readonly ReadinessRule s_notKnown = Rule(
        "NotKnown", "What is held, allowed or needed, or whether the user is an administrator, is not known.", Verdict.Unknown);

    // "Two of email, Authenticator, phone" (facts/graph.md 3.9), whatever the tenant allows users.
    private static readonly AllowedMethods s_administratorMethods = new(
        [ResetMethod.Email, ResetMethod.AppNotification, ResetMethod.AppCode, ResetMethod.MobilePhone, ResetMethod.OfficePhone], []);

    public static IReadOnlyList<ReadinessRule> Rules { get; } =
        [s_enough, s_tooFew, s_administratorEnough, s_oneGate, s_administratorTooFew, s_doubt, s_notKnown];

    public static GateVerdict Judge(UserFacts facts) => ByRole.Judge(facts, ForUser, ForAdministrator, s_notKnown);

    /// <summary>The count for the rule that holds for this user; <see langword="null"/>: which one holds, or a fact that it needs, is not known.</summary>
    public static MethodTally? Tally(UserFacts facts) => facts switch
    {
        { MethodsHeld.IsKnown: false } or { IsAdministrator.IsKnown: false } => null,
        { IsAdministrator.Value: true, HasCustomDomainOrSync.IsKnown: true } =>
            MethodTally.Of(facts, s_administratorMethods, facts.HasCustomDomainOrSync.Value ? 2 : 1, administrator: true),
        { IsAdministrator.Value: false, NumberOfMethodsRequired.IsKnown: true, MethodsAllowed: { IsKnown: true, Value: { } allowed } } when IsNumber(facts.NumberOfMethodsRequired.Value) =>
            MethodTally.Of(facts, allowed, facts.NumberOfMethodsRequired.Value, administrator: false),
        _ => null,
    };

    /// <summary>There are no other numbers than these two (facts/graph.md 2.3).</summary>
    private static bool IsNumber(int required) => required is 1 or 2;

    private static GateVerdict ForUser(UserFacts facts)
    {
        if (facts.MethodsAllowed is not { IsKnown: true, Value: { } allowed })
        {
            return s_notKnown.Missing(facts.MethodsAllowed, "Which methods the policy allows");
        }

        if (facts.NumberOfMethodsRequired is { IsKnown: true, Value: var required })
        {
            return IsNumber(required)
                ? Answer(facts, allowed, required, null)
                : s_notKnown.Say(
                    $"The policy asks for {required} methods, and no source knows another number than 1 or 2.",
                    [RuleText.Evidence($"number of methods {required}", facts.NumberOfMethodsRequired, facts.Now)],
                    "Look in the Entra admin center.");
        }

        // Where both numbers say the same, it does not matter which it is.
        var (one, two) = (Answer(facts, allowed, 1, null), Answer(facts, allowed, 2, null));
        return one.Verdict == two.Verdict && one.Verdict != Verdict.Unknown
            ? two
            : s_notKnown.Missing(facts.NumberOfMethodsRequired, "How many methods the policy asks for", "Connect with -PortalApi, or look in the Entra admin center.");
    }

    private static GateVerdict ForAdministrator(UserFacts facts)
    {
        var two = Answer(facts, s_administratorMethods, 2, " for an administrator");
        if (two.Verdict == Verdict.Pass || facts.HasCustomDomainOrSync is { IsKnown: true, Value: true })
        {
            return two;
        }

        var one = Answer(facts, s_administratorMethods, 1, " for an administrator of a tenant without custom domain and sync");
        return facts.HasCustomDomainOrSync.IsKnown || one.Verdict == two.Verdict
            ? one
            : s_notKnown.Missing(facts.HasCustomDomainOrSync, "Whether the tenant has a custom domain or sync, so that administrators need two methods,");
    }

    /// <param name="forWhom">The words for an administrator; <see langword="null"/>: a user.</param>
    private static GateVerdict Answer(UserFacts facts, AllowedMethods policy, int required, string? forWhom)
    {
        if (facts.MethodsHeld is not { IsKnown: true, Value: { } held })
        {
            return s_notKnown.Missing(facts.MethodsHeld, "Which methods the user holds");
        }

        var tally = MethodTally.Of(facts, policy, required, forWhom is not null);
        var evidence = new List<string>
        {
            RuleText.Evidence($"holds {RuleText.Words(held.Select(method => method.Method.ToString()))}", facts.MethodsHeld, facts.Now),
            $"allowed{forWhom}: {RuleText.Methods(MethodTally.Allowed(facts, policy, required, forWhom is not null).Sure)}; needed: {required}",
        };
        if (tally.Usable.Except(tally.FromLive).ToList() is { Count: > 0 } other)
        {
            evidence.Add($"from contact data or the report: {RuleText.Methods(other)}");
        }

        var counted = $"{tally.Usable.Count} usable method{(tally.Usable.Count == 1 ? "" : "s")}";
        if (tally.IsEnough)
        {
            var rule = forWhom is null ? s_enough : required == 1 ? s_oneGate : s_administratorEnough;
            return rule.Say($"{counted} ({RuleText.Methods(tally.Usable)}); {required} needed{forWhom}.", evidence);
        }

        return tally.Doubt is { } doubt
            ? s_doubt.Say($"{counted} of {required} needed{forWhom} seen, but {doubt}.", evidence)
            : (forWhom is null ? s_tooFew : s_administratorTooFew).Say(
                $"{counted}; {required} needed{forWhom}.",
                evidence,
                tally.Choices.Count == 0
                    ? "The policy allows no further method: allow one in the authentication methods policy."
                    : $"Let the user register one of {RuleText.Methods(tally.Choices)}, or add a phone or email with Add-SsprMethod.");
    }

    private static ReadinessRule Rule(string name, string when, Verdict verdict) => new(
        Gate.Methods,
        name,
        when,
        verdict,
        verdict == Verdict.Fail ? Code : null,
        name.StartsWith("Administrator", StringComparison.Ordinal)
            ? RuleSource.Policy
            : $"{RuleSource.HowItWorks} {RuleSource.TelecomEnd} {RuleSource.Migration} {RuleSource.Phones} {RuleSource.ContactData}");
}
