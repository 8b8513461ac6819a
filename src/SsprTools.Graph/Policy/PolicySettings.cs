namespace SsprTools.Graph.Policy;

/// <summary>Makes settings out of what was read. No I/O; what was not read is Unknown, with the reason.</summary>
internal static class PolicySettings
{
    public static PolicySetting Make(PolicySettingDefinition definition, PolicyFacts facts)
    {
        var (value, source, remarks) = Read(definition, facts);
        return new PolicySetting
        {
            Page = definition.Page,
            Setting = definition.Setting,
            Value = value,
            Default = definition.Default,
            DefaultSource = definition.DefaultSource,
            Source = value is null ? PolicySource.Unknown : source,
            AsOf = value is null ? null : facts.AsOf,
            Remarks = remarks,
        };
    }

    private static (object? Value, PolicySource Source, string? Remarks) Read(PolicySettingDefinition definition, PolicyFacts facts)
    {
        if (ResetMethod.All.FirstOrDefault(method => method.Setting == definition.Setting) is { } method)
        {
            var (value, source, rule) = MethodRules.Resolve(method, facts.Portal?.Value(method.LegacyField) as bool?, facts.Methods);
            var missing = value is null ? Sentences(facts.PortalReason, facts.MethodsReason) : null;
            return (value, source, Sentences(rule, missing));
        }

        if (definition.Parts == PolicyPart.Methods)
        {
            return FromMethods(definition, facts);
        }

        return definition.Parts switch
        {
            PolicyPart.Authorization => (facts.AllowedToUseSspr, PolicySource.Graph, facts.AllowedToUseSspr is null
                ? facts.AuthorizationReason ?? "Graph's answer did not say."
                : "Administrators only. A change takes up to 60 minutes."),
            PolicyPart.OnPremises => FromField(
                PolicyDocument.Plain(facts.OnPremises?[definition.Field!]), facts.OnPremises is not null, facts.OnPremisesReason, null),
            _ => FromPortal(definition, facts),
        };
    }

    private static (object?, PolicySource, string?) FromPortal(PolicySettingDefinition definition, PolicyFacts facts)
    {
        if (facts.Portal is not { } policy)
        {
            return (null, PolicySource.Unknown, facts.PortalReason);
        }

        return definition.Setting switch
        {
            PolicyCatalogue.Scope => (policy.Scope, PolicySource.Portal, null),
            PolicyCatalogue.SelectedGroup => GroupOf(policy),
            var name => FromField(policy.Value(definition.Field!), true, null, Effect(name, policy)),
        };
    }

    private static (object?, PolicySource, string?) GroupOf(PolicyDocument policy)
    {
        var remarks = policy.Scope != SsprScope.Selected && policy.GroupIds.Count > 0
            ? $"Without effect while the scope is {policy.Scope}."
            : null;
        return policy.GroupIds switch
        {
            [] => ("", PolicySource.Portal, policy.Scope == SsprScope.Selected ? "No group is selected, so nobody can reset." : null),
            [var only] => (new SelectedGroup(only, policy.GroupName), PolicySource.Portal, remarks),
            [var first, ..] => (
                new SelectedGroup(first, null),
                PolicySource.Portal,
                Sentences($"The policy names {policy.GroupIds.Count} groups: {string.Join(", ", policy.GroupIds)}.", remarks)),
        };
    }

    private static string? Effect(string setting, PolicyDocument policy) => setting switch
    {
        PolicyCatalogue.ReconfirmDays when policy.Value(PolicyField.RequireRegistration) is false =>
            $"Without effect while {PolicyCatalogue.RequireRegistration} is off.",
        PolicyCatalogue.ReconfirmDays when policy.Value(PolicyField.ReconfirmDays) is 0 => "0: users are never asked to confirm.",
        PolicyCatalogue.HelpdeskLink when policy.Value(PolicyField.CustomizeHelpdesk) is false =>
            $"Without effect while {PolicyCatalogue.CustomizeHelpdeskLink} is off.",
        _ => null,
    };

    private static (object?, PolicySource, string?) FromField(object? value, bool read, string? reason, string? effect) =>
        value is null ? (null, PolicySource.Unknown, read ? "The portal's answer does not hold it." : reason) : (value, PolicySource.Portal, effect);

    private static (object?, PolicySource, string?) FromMethods(PolicySettingDefinition definition, PolicyFacts facts)
    {
        if (facts.Methods is not { } methods)
        {
            return (null, PolicySource.Unknown, facts.MethodsReason);
        }

        if (definition.Setting == PolicyCatalogue.MethodMigration)
        {
            return methods.Migration == MigrationState.Unknown
                ? (null, PolicySource.Unknown, "Graph's answer did not say.")
                : (methods.Migration, PolicySource.Graph, methods.Migration switch
                {
                    MigrationState.PreMigration => "The old SSPR policy decides on the methods of a reset.",
                    MigrationState.InProgress => "A method that either policy enables works for a reset.",
                    _ => "The authentication methods policy decides; security questions stay in the old one.",
                });
        }

        var state = methods[MethodsPolicyFacts.Names.First(name => name.Setting == definition.Setting).Id];
        return (state.Enabled, PolicySource.Graph, state switch
        {
            { Enabled: null } => "Graph's answer does not hold it.",
            { Enabled: true, ForEveryone: false } => "On for some users only.",
            { Enabled: true, ForEveryone: null } => "Whether for all users was not told.",
            _ => null,
        });
    }

    private static string? Sentences(params string?[] parts)
    {
        var text = string.Join(' ', parts.OfType<string>().Distinct());
        return text.Length > 0 ? text : null;
    }
}
