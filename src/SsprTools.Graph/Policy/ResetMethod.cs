namespace SsprTools.Graph.Policy;

/// <summary>
/// A method of password reset in the old policy's cut, and what stands for it in the authentication methods policy.
/// Source: facts/graph.md 1.7, "Legacy -> AMP".
/// </summary>
internal sealed record ResetMethod(string Setting, string Meaning, string LegacyField, Func<MethodsPolicyFacts, MethodState> InMethodsPolicy)
{
    public static IReadOnlyList<ResetMethod> All { get; } =
    [
        new("MobileAppNotification", "Notification of an authenticator app", PolicyField.AppNotification, facts => facts[MethodsPolicyFacts.Authenticator]),
        new("MobileAppCode", "Code of an authenticator app", PolicyField.AppCode, AppCode),
        new("Email", "Code by email", PolicyField.Email, facts => facts[MethodsPolicyFacts.Email]),
        new("MobilePhone", "Text message or call to the mobile phone", PolicyField.MobilePhone, facts => Either(facts[MethodsPolicyFacts.Sms], facts[MethodsPolicyFacts.Voice])),
        new("OfficePhone", "Call to the office phone", PolicyField.OfficePhone, OfficePhone),
        new("SecurityQuestions", "Security questions", PolicyField.SecurityQuestions, _ => MethodState.Unknown),
    ];

    /// <summary>Whether Microsoft's own texts and calls carry it, which end on 2027-02-01 (facts/graph.md 3.11).</summary>
    public bool IsPhone => LegacyField is PolicyField.MobilePhone or PolicyField.OfficePhone;

    /// <summary>No configuration for it exists in the authentication methods policy.</summary>
    public bool StaysInOldPolicy => LegacyField == PolicyField.SecurityQuestions;

    public string LegacySetting => "Legacy" + Setting;

    private static MethodState AppCode(MethodsPolicyFacts facts)
    {
        var authenticator = facts[MethodsPolicyFacts.Authenticator];
        return Either(authenticator with { Enabled = And(authenticator.Enabled, authenticator.CodesAllowed) }, facts[MethodsPolicyFacts.SoftwareOath]);
    }

    private static MethodState OfficePhone(MethodsPolicyFacts facts)
    {
        var voice = facts[MethodsPolicyFacts.Voice];
        return voice with { Enabled = And(voice.Enabled, voice.OfficePhoneAllowed) };
    }

    private static MethodState Either(MethodState one, MethodState other) => new(
        Or(one.Enabled, other.Enabled),
        Or(And(one.Enabled, one.ForEveryone), And(other.Enabled, other.ForEveryone)))
    {
        Alternatives = [one, other],
    };

    internal static bool? And(bool? one, bool? other) => one == false || other == false ? false : one & other;

    internal static bool? Or(bool? one, bool? other) => one == true || other == true ? true : one | other;
}
