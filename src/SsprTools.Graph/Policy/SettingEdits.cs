using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>Turns settings into edits of the JSON that carries them. No I/O.</summary>
internal static class SettingEdits
{
    /// <param name="definition">The setting.</param>
    /// <param name="value">In the setting's own type, as <see cref="SettingKind.Read"/> gives it; groups by id.</param>
    /// <param name="facts">The policy as it is, for what a list keeps.</param>
    public static PolicyEdit Of(PolicySettingDefinition definition, object value, PolicyFacts facts)
    {
        var (section, field) = (definition.Section!, definition.Field!);
        return new PolicyEdit(section, field, value switch
        {
            SsprScope scope => JsonFields.Raw((int)scope),
            MigrationState state => JsonFields.Raw(MigrationWords.Write(state)),
            CampaignState state => JsonFields.Raw(state.ToString().ToLowerInvariant()),
            SelectedGroup group => JsonFields.Raw(new[] { group.Id }),
            "" when field == PolicyField.GroupIds => "[]",
            bool enabled when field == PolicyField.State => JsonFields.Raw(enabled ? "enabled" : "disabled"),
            MethodTargets targets => MethodTargets.Write(targets.Ids, facts.Section(section)?[PolicyField.IncludeTargets], MoreOf(section)),
            _ => JsonFields.Raw(value),
        });
    }

    /// <summary>
    /// What a new target needs besides its id (facts/graph.md 1.7). Whoever may reset by text is not thereby to sign in with nothing but a text: the
    /// service's own default would allow it.
    /// </summary>
    private static (string, JsonNode)[] MoreOf(string section) => section switch
    {
        PolicySection.Campaign => [("targetedAuthenticationMethod", JsonValue.Create("microsoftAuthenticator"))],
        MethodsPolicyFacts.Sms => [("isRegistrationRequired", JsonValue.Create(false)), ("isUsableForSignIn", JsonValue.Create(false))],
        MethodsPolicyFacts.Authenticator => [("isRegistrationRequired", JsonValue.Create(false)), ("authenticationMode", JsonValue.Create("any"))],
        _ => [("isRegistrationRequired", JsonValue.Create(false))],
    };
}
