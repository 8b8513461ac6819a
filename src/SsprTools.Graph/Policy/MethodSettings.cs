namespace SsprTools.Graph.Policy;

/// <summary>The settings about methods: what reset goes by, then the old policy's switches, then the authentication methods policy's own.</summary>
internal static class MethodSettings
{
    public static IReadOnlyList<PolicySettingDefinition> All { get; } =
    [
        .. ResetMethod.All.Select(method => new PolicySettingDefinition(PolicyPage.AuthenticationMethods, method.Setting, method.Meaning)
        {
            Parts = PolicyPart.Portal | PolicyPart.Methods,
        }),
        .. ResetMethod.All.Select(method => PolicyCatalogue.Portal(
            PolicyPage.AuthenticationMethods, method.LegacySetting, $"The old policy's switch for: {method.Meaning}", method.LegacyField)),
        .. MethodsPolicyFacts.Names.SelectMany(name => new[]
        {
            Of(name.Id, name.Setting + "Policy", $"The authentication methods policy's {name.Words}", PolicyField.State, SettingKind.Switch),
            Of(name.Id, name.Setting + "Target", $"For whom the authentication methods policy allows {name.Words}", PolicyField.IncludeTargets, SettingKind.Targets),
        }),
        Of(MethodsPolicyFacts.Voice, "VoiceOfficePhoneAllowed", "Whether voice calls may go to office phones", PolicyField.OfficePhoneAllowed, SettingKind.Switch),
        Of(MethodsPolicyFacts.Authenticator, "MicrosoftAuthenticatorCodesAllowed", "Whether the codes of Authenticator may be used", PolicyField.CodesAllowed, SettingKind.Switch),
    ];

    private static PolicySettingDefinition Of(string section, string setting, string meaning, string field, SettingKind kind) =>
        PolicyCatalogue.Graph(PolicyPage.AuthenticationMethods, setting, meaning, section, field) with { Kind = kind };
}
