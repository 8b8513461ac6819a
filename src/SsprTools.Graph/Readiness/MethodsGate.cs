using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Readiness;

/// <summary>The user holds as many methods as are needed, counting only those that reset accepts and the policy allows.</summary>
internal static class MethodsGate
{
    private const string Source = "facts/graph.md 1.6, 1.7, 3.1, 3.6, 3.9; Microsoft Learn concept-sspr-howitworks, concept-sspr-policy";

    // "Two of email, Authenticator, phone" (3.9): whatever the tenant allows users, never security questions, and two phones are one.
    private static readonly AllowedMethods s_administratorMethods = new([ResetMethod.Email, ResetMethod.App, ResetMethod.MobilePhone], []);

    public static GateVerdict Judge(UserFacts facts)
    {
        if (!facts.IsAdministrator.IsKnown)
        {
            var asUser = ForUser(facts);
            var asAdministrator = ForAdministrator(facts);
            return asUser.Verdict == asAdministrator.Verdict && asUser.Verdict != Verdict.Unknown
                ? asAdministrator
                : RuleText.Unknown(Gate.Methods, facts.IsAdministrator, "Whether the user is an administrator, who needs two methods,", Source);
        }

        return facts.IsAdministrator.Value ? ForAdministrator(facts) : ForUser(facts);
    }

    private static GateVerdict ForUser(UserFacts facts)
    {
        if (!facts.NumberOfMethodsRequired.IsKnown)
        {
            return RuleText.Unknown(Gate.Methods, facts.NumberOfMethodsRequired, "How many methods the policy asks for", Source);
        }

        return facts.MethodsAllowed is { IsKnown: true, Value: { } allowed }
            ? Count(facts, allowed, facts.NumberOfMethodsRequired.Value, "", method => method)
            : RuleText.Unknown(Gate.Methods, facts.MethodsAllowed, "Which methods the policy allows", Source);
    }

    private static GateVerdict ForAdministrator(UserFacts facts)
    {
        var two = Count(facts, s_administratorMethods, 2, " for an administrator", OnePhone);
        if (two.Verdict == Verdict.Pass || facts.HasCustomDomainOrSync is { IsKnown: true, Value: true })
        {
            return two;
        }

        var one = Count(facts, s_administratorMethods, 1, " for an administrator of a tenant without custom domain and sync", OnePhone);
        return facts.HasCustomDomainOrSync.IsKnown || one.Verdict == two.Verdict
            ? one
            : RuleText.Unknown(Gate.Methods, facts.HasCustomDomainOrSync, "Whether the tenant has a custom domain or sync, so that administrators need two methods,", Source);
    }

    private static GateVerdict Count(UserFacts facts, AllowedMethods allowed, int required, string forWhom, Func<ResetMethod, ResetMethod> fold)
    {
        if (facts.MethodsHeld is not { IsKnown: true, Value: { } held })
        {
            return RuleText.Unknown(Gate.Methods, facts.MethodsHeld, "Which methods the user holds", Source);
        }

        var live = held.Select(AsResetMethod).OfType<ResetMethod>().Select(fold).ToHashSet();
        var all = live.Union((facts.ContactData.Value ?? []).Select(fold)).ToHashSet();
        if (facts.SecurityQuestionsRegistered is { IsKnown: true, Value: true })
        {
            all.Add(ResetMethod.SecurityQuestions);
        }

        var usable = all.Intersect(allowed.Sure).Order().ToList();
        var evidence = new List<string>
        {
            RuleText.Evidence($"holds {Words(held.Select(method => method.Method.ToString()))}", facts.MethodsHeld, facts.Now),
            $"allowed{forWhom}: {Words(allowed.Sure.Select(method => method.ToString()))}; needed: {required}",
        };
        if (usable.Except(live).Any())
        {
            evidence.Add($"from contact data or the report: {Words(usable.Except(live).Select(method => method.ToString()))}");
        }

        if (usable.Count >= required)
        {
            return Answer(Verdict.Pass, $"{Counted(usable.Count)} ({Words(usable.Select(method => method.ToString()))}); {required} needed{forWhom}.", "", null);
        }

        if (Doubt(facts, held, all, allowed) is { } doubt)
        {
            return Answer(Verdict.Unknown, $"{Counted(usable.Count)} of {required} needed{forWhom} seen, but {doubt}.", "", null);
        }

        return Answer(
            Verdict.Fail,
            $"{Counted(usable.Count)}; {required} needed{forWhom}.",
            $"Let the user register one of {Words(allowed.Sure.Except(usable).Select(method => method.ToString()))}, or add a phone or email with Add-SsprMethod.",
            "SSPR_0014");

        GateVerdict Answer(Verdict verdict, string reason, string nextStep, string? code) => new()
        {
            Gate = Gate.Methods,
            Verdict = verdict,
            Reason = reason,
            Evidence = evidence,
            NextStep = nextStep,
            SsprCode = code,
            RuleSource = Source,
        };
    }

    /// <summary>Why the user may have more than was counted; <see langword="null"/>: no reason to think so.</summary>
    private static string? Doubt(UserFacts facts, IReadOnlyList<UserMethod> held, HashSet<ResetMethod> all, AllowedMethods allowed) => true switch
    {
        _ when all.Overlaps(allowed.Perhaps) =>
            $"whether {Words(all.Intersect(allowed.Perhaps).Select(method => method.ToString()))} is allowed for this user is not known",
        _ when !facts.ContactData.IsKnown => "the phones and mail addresses on the account could not be read",
        _ when !facts.SecurityQuestionsRegistered.IsKnown && allowed.Sure.Concat(allowed.Perhaps).Contains(ResetMethod.SecurityQuestions) =>
            "whether security questions are registered could not be read",
        _ when held.Any(method => method.Method == MethodKind.Other) => "the user holds a method that this version does not know",
        _ => null,
    };

    private static string Counted(int count) => $"{count} usable method{(count == 1 ? "" : "s")}";

    /// <summary>What a held method counts as; <see langword="null"/>: reset does not take it.</summary>
    internal static ResetMethod? AsResetMethod(UserMethod method) => method switch
    {
        { UsableForReset: false } => null,
        { Method: MethodKind.MobilePhone } => ResetMethod.MobilePhone,
        { Method: MethodKind.OfficePhone } => ResetMethod.OfficePhone,
        { Method: MethodKind.Email } => ResetMethod.Email,
        { Method: MethodKind.MicrosoftAuthenticator or MethodKind.SoftwareOath } => ResetMethod.App,
        _ => null,
    };

    private static ResetMethod OnePhone(ResetMethod method) => method == ResetMethod.OfficePhone ? ResetMethod.MobilePhone : method;

    private static string Words(IEnumerable<string> words) => string.Join(", ", words.DefaultIfEmpty("nothing"));
}
