namespace SsprTools.Graph.Readiness;

/// <summary>The count behind the methods gate.</summary>
/// <param name="Required">How many methods are needed.</param>
/// <param name="Usable">What the user holds and may use; app notification and app code are one.</param>
/// <param name="Choices">What else the user may register, so that it would count.</param>
/// <param name="FromLive">Which of the usable ones were read live; the others are contact data or from the report.</param>
/// <param name="Doubt">Why the user may have more than was counted.</param>
internal sealed record MethodTally(
    int Required, IReadOnlyList<ResetMethod> Usable, IReadOnlyList<ResetMethod> Choices, IReadOnlyList<ResetMethod> FromLive, string? Doubt)
{
    public bool IsEnough => Usable.Count >= Required;

    public int Missing => Math.Max(0, Required - Usable.Count);

    /// <summary>Counts what reset accepts. Two things that are one method are folded into one first.</summary>
    public static MethodTally Of(UserFacts facts, AllowedMethods policy, int required, bool administrator)
    {
        var allowed = Allowed(facts, policy, required, administrator);
        ResetMethod Fold(ResetMethod method) => method switch
        {
            ResetMethod.AppCode => ResetMethod.AppNotification,
            // "Two of email, app, phone": two phones of an administrator are one (facts/graph.md 3.9).
            ResetMethod.OfficePhone when administrator => ResetMethod.MobilePhone,
            _ => method,
        };
        IReadOnlyList<ResetMethod> held = facts.MethodsHeld.Value is { } methods ? [.. methods.SelectMany(HeldMethods.Of)] : [];
        var other = new HashSet<ResetMethod>(facts.ContactData.Value ?? []);
        if (facts.SecurityQuestionsRegistered is { IsKnown: true, Value: true })
        {
            other.Add(ResetMethod.SecurityQuestions);
        }

        List<ResetMethod> Kept(IEnumerable<ResetMethod> found, IReadOnlyCollection<ResetMethod> kept) => [.. found.Where(kept.Contains).Select(Fold).Distinct().Order()];
        var all = held.Concat(other).ToList();
        var usable = Kept(all, allowed.Sure);
        var doubtful = Kept(all, allowed.Perhaps).Except(usable).ToList();
        var choices = allowed.Sure.Select(Fold).Distinct().Except(usable).Order().ToList();
        return new MethodTally(required, usable, choices, Kept(held, allowed.Sure), DoubtOf(facts, allowed, doubtful));
    }

    /// <summary>What may be used at so many gates.</summary>
    public static AllowedMethods Allowed(UserFacts facts, AllowedMethods policy, int required, bool administrator) =>
        administrator ? policy.ForAdministrators(facts.TextsAndCalls) : policy.AtGates(required).With(facts.TextsAndCalls, required);

    private static string? DoubtOf(UserFacts facts, AllowedMethods allowed, List<ResetMethod> doubtful) => true switch
    {
        _ when doubtful.Count > 0 => $"whether {RuleText.Methods(doubtful)} may be used by this user is not known",
        _ when !facts.ContactData.IsKnown => "the phones and mail addresses on the account could not be read",
        _ when !facts.SecurityQuestionsRegistered.IsKnown && allowed.Sure.Concat(allowed.Perhaps).Contains(ResetMethod.SecurityQuestions) =>
            "whether security questions are registered could not be read",
        _ when facts.MethodsHeld.Value?.Any(HeldMethods.IsUnclear) == true => "the user holds a method that this version does not know",
        _ => null,
    };
}
