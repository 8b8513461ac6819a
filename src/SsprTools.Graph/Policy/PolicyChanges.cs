namespace SsprTools.Graph.Policy;

/// <summary>
/// The change of a policy as a calculation: policy and wish in, policy out. No I/O, so that "what if" asks the same code as the change itself.
/// </summary>
internal static class PolicyChanges
{
    /// <summary>The policy as it would be. What was not read stays unread.</summary>
    public static PolicyFacts Apply(PolicyFacts facts, PolicyWish wish) => facts.With(Edits(facts, wish));

    public static IEnumerable<PolicyEdit> Edits(PolicyFacts facts, PolicyWish wish) =>
        wish.Values.Select(value => SettingEdits.Of(value.Setting, value.Value, facts));

    /// <summary>The settings that differ between two states of one policy, in the order of the portal's pages; then fields that are no setting.</summary>
    public static IReadOnlyList<PolicyDifference> Between(PolicyFacts before, PolicyFacts after)
    {
        var named = new HashSet<(string, string)>();
        var changes = new List<PolicyDifference>();
        // Resolved methods follow from the others: they are no change of their own.
        foreach (var definition in PolicyCatalogue.Settings.Where(definition => definition.CanBeSet))
        {
            var (one, other) = (PolicySettings.Make(definition, before).Value, PolicySettings.Make(definition, after).Value);
            if (!Equals(one, other))
            {
                changes.Add(new PolicyDifference(definition.Setting, one, other));
                named.Add((definition.Section!, definition.Field!));
            }
        }

        changes.AddRange(
            from section in after.Sections.Keys
            where before.Section(section) is not null
            from difference in FieldDifference.Between(section, before.Section(section)!, after.Section(section)!)
            where !named.Contains((section, difference.Field))
            select new PolicyDifference(PolicyCatalogue.NameOf(section, difference.Field), difference.Expected, difference.Actual));
        return changes;
    }

    /// <summary>What cannot be meant, and what an admin should know, of a policy as it would be.</summary>
    public static (IReadOnlyList<string> Wrong, IReadOnlyList<string> Warnings) Check(PolicyFacts before, PolicyFacts after)
    {
        var (wrong, warnings) = (new List<string>(), new List<string>());
        if (after.Portal is { } policy && before.Portal is { } was)
        {
            if (policy is { Scope: SsprScope.Selected, GroupIds.Count: 0 } && was is not { Scope: SsprScope.Selected, GroupIds.Count: 0 })
            {
                wrong.Add("Scope Selected needs a group: give SelectedGroup too.");
            }

            var questionsChange = !policy.Fields.Same(PolicyField.QuestionsToRegister, was.Fields) || !policy.Fields.Same(PolicyField.QuestionsToReset, was.Fields);
            if (questionsChange && policy.Value(PolicyField.QuestionsToRegister) is int register && policy.Value(PolicyField.QuestionsToReset) is int reset && reset > register)
            {
                wrong.Add($"A reset cannot ask {reset} security questions of users who register {register}.");
            }

            warnings.AddRange(ScopeWarnings(was, policy));
            foreach (var setting in PolicyCatalogue.Settings.Where(setting => setting.Section == PolicySection.Portal && setting.CanBeSet && !policy.Fields.Same(setting.Field!, was.Fields)))
            {
                if (PolicySettings.Make(setting, after).Remarks is { } remark && remark.StartsWith("Without effect", StringComparison.Ordinal))
                {
                    warnings.Add($"{setting.Setting}: {remark}");
                }
            }

            if (policy.Value(PolicyField.CustomizeHelpdesk) is true && policy.Value(PolicyField.HelpdeskLink) is "" && !policy.Fields.Same(PolicyField.CustomizeHelpdesk, was.Fields))
            {
                warnings.Add("CustomizeHelpdeskLink is on without a HelpdeskLink.");
            }
        }

        if (MethodCount(after) is { Count: { } left, Required: { } required } && left < required && !(MethodCount(before) is { Count: { } had, Required: { } needed } && had < needed))
        {
            warnings.Add($"A reset will ask for {required} {(required == 1 ? "method" : "methods")} and {left} will be allowed, so nobody can reset.");
        }

        return (wrong, warnings);
    }

    private static IEnumerable<string> ScopeWarnings(PolicyDocument before, PolicyDocument after)
    {
        var lost = before.GroupIds.Where(id => !after.GroupIds.Contains(id, StringComparer.OrdinalIgnoreCase)).ToList();
        if (after.Scope == SsprScope.None && before.Scope == SsprScope.All)
        {
            yield return "This takes self-service reset away from everyone.";
        }
        else if (after.Scope == SsprScope.Selected && before.Scope == SsprScope.All)
        {
            yield return "This takes self-service reset away from everyone who is not in the group.";
        }
        else if (before is { Scope: SsprScope.Selected, GroupIds.Count: > 0 } && after.Scope == SsprScope.None)
        {
            yield return $"This takes self-service reset away from the members of {string.Join(", ", before.GroupIds)}.";
        }
        else if (before.Scope == SsprScope.Selected && after.Scope == SsprScope.Selected && lost.Count > 0)
        {
            yield return $"This takes self-service reset away from the members of {string.Join(", ", lost)}.";
        }
    }

    /// <summary>How many methods a reset may use; notification and code of an app are one (facts/graph.md 3.1). Unknown ones may be allowed.</summary>
    private static (int? Count, int? Required) MethodCount(PolicyFacts facts)
    {
        var values = ResetMethod.All
            .Select(method => (method.Setting, MethodRules.Resolve(method, facts.Portal?.Value(method.LegacyField) as bool?, facts.Methods).Value))
            .ToList();
        return values.Exists(value => value.Value is null)
            ? (null, null)
            : (values.Where(value => value.Value == true).Select(value => value.Setting.StartsWith("MobileApp", StringComparison.Ordinal) ? "App" : value.Setting).Distinct().Count(),
                facts.Portal?.Value(PolicyField.NumberOfMethods) as int?);
    }
}
