using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>Makes settings out of what was read. No I/O; what was not read is Unknown, with the reason.</summary>
internal static class PolicySettings
{
    public static PolicySetting Make(PolicySettingDefinition definition, PolicyFacts facts)
    {
        var (value, source, remarks) = Read(definition, facts);
        var setting = new PolicySetting
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
        return value is not null ? setting : FromEffects(setting, facts) ?? facts.Declared?.Fill(setting) ?? setting;
    }

    /// <summary>What the members of a pilot group show of the scope, or <see langword="null"/>.</summary>
    private static PolicySetting? FromEffects(PolicySetting setting, PolicyFacts facts)
    {
        if (facts.Observed is not { } observed || setting.Setting is not (PolicyCatalogue.Scope or PolicyCatalogue.SelectedGroup))
        {
            return null;
        }

        object? value = setting.Setting == PolicyCatalogue.Scope ? observed.Scope : observed.SelectedGroup;
        var remarks = Sentences(observed.Reason, setting.Remarks);
        return value is null
            ? facts.Declared?.Fill(setting with { Remarks = remarks }) ?? setting with { Remarks = remarks }
            : setting with { Value = value, Source = PolicySource.Observed, AsOf = observed.AsOf, Remarks = observed.Reason };
    }

    private static (object? Value, PolicySource Source, string? Remarks) Read(PolicySettingDefinition definition, PolicyFacts facts)
    {
        if (ResetMethod.All.FirstOrDefault(method => method.Setting == definition.Setting) is { } method)
        {
            var (value, source, rule) = MethodRules.Resolve(method, facts.Portal?.Value(method.LegacyField) as bool?, facts.Methods);
            var missing = value is null ? Sentences(facts.Reason(PolicyPart.Portal), facts.Reason(PolicyPart.Methods)) : null;
            return (value, source, Sentences(rule, missing));
        }

        return definition.Parts switch
        {
            PolicyPart.Methods => FromMethods(definition, facts),
            PolicyPart.Authorization => (facts.AllowedToUseSspr, PolicySource.Graph, facts.AllowedToUseSspr is null
                ? facts.Reason(PolicyPart.Authorization) ?? "Graph's answer did not say."
                : "Administrators only. A change takes up to 60 minutes."),
            PolicyPart.Administrators => FromAdministrators(definition, facts),
            PolicyPart.OnPremises => FromField(
                facts.OnPremises?.Plain(definition.Field!), facts.OnPremises is not null, facts.Reason(PolicyPart.OnPremises), null),
            _ => FromPortal(definition, facts),
        };
    }

    private static (object?, PolicySource, string?) FromPortal(PolicySettingDefinition definition, PolicyFacts facts)
    {
        if (facts.Portal is not { } policy)
        {
            return (null, PolicySource.Unknown, facts.Reason(PolicyPart.Portal));
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

    private static (object?, PolicySource, string?) FromAdministrators(PolicySettingDefinition definition, PolicyFacts facts)
    {
        if (facts.Section(PolicySection.Administrators) is not { } policy)
        {
            return (null, PolicySource.Unknown, facts.Reason(PolicyPart.Administrators));
        }

        object? value = definition.Field != PolicyField.AdminMethods ? policy.Plain(definition.Field!)
            : policy.Node(definition.Field) is JsonArray list && list.All(item => item?.GetValueKind() == JsonValueKind.String) ? string.Join(", ", list)
            : null;
        return FromField(value, true, null, "Administrators only, as the reset service itself says.");
    }

    private static (object?, PolicySource, string?) FromMethods(PolicySettingDefinition definition, PolicyFacts facts)
    {
        if (facts.Methods is not { } methods)
        {
            return (null, PolicySource.Unknown, facts.Reason(PolicyPart.Methods));
        }

        var fields = facts.Section(definition.Section!);
        object? value = definition.Field switch
        {
            PolicyField.MigrationState => methods.Migration is MigrationState.Unknown ? null : methods.Migration,
            PolicyField.State when definition.Section == PolicySection.Campaign =>
                Enum.TryParse<CampaignState>(fields?.Plain(PolicyField.State) as string, ignoreCase: true, out var state) ? state : null,
            PolicyField.State => methods[definition.Section!].Enabled,
            PolicyField.IncludeTargets => MethodTargets.Read(fields?[PolicyField.IncludeTargets]),
            _ => fields?.Plain(definition.Field!),
        };
        return value is null ? (null, PolicySource.Unknown, "Graph's answer does not hold it.") : (value, PolicySource.Graph, Remark(definition, methods));
    }

    private static string? Remark(PolicySettingDefinition definition, MethodsPolicyFacts methods) => definition.Field switch
    {
        PolicyField.MigrationState => methods.Migration switch
        {
            MigrationState.PreMigration => "The old SSPR policy decides on the methods of a reset.",
            MigrationState.InProgress => "A method that either policy enables works for a reset.",
            _ => "The authentication methods policy decides; security questions stay in the old one.",
        },
        PolicyField.State when PolicySection.IsConfiguration(definition.Section!) => methods[definition.Section!] switch
        {
            { Enabled: true, ForEveryone: false } => "On for some users only.",
            { Enabled: true, ForEveryone: null } => "Whether for all users was not told.",
            _ => null,
        },
        PolicyField.IncludeTargets when PolicySection.IsConfiguration(definition.Section!) && methods[definition.Section!].Excluded is > 0 and var excluded =>
            $"Without {excluded} excluded {(excluded == 1 ? "target" : "targets")}.",
        _ => null,
    };

    internal static string? Sentences(params string?[] parts)
    {
        var text = string.Join(' ', parts.OfType<string>().Distinct());
        return text.Length > 0 ? text : null;
    }
}
