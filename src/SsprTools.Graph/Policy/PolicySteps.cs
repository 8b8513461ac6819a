namespace SsprTools.Graph.Policy;

/// <summary>The requests that lead from one state of the policy to another. No I/O. Sources: facts/graph.md 1.7, 1.8, 2.2, 2.4.</summary>
internal static class PolicySteps
{
    public static IReadOnlyList<PolicyStep> Between(PolicyFacts before, PolicyFacts after) =>
    [
        .. from section in PolicySection.All
           let was = before.Section(section)
           let wanted = after.Section(section)
           where was is not null && wanted is not null
           from step in Of(section, was, wanted, [.. FieldDifference.Between(section, was, wanted).Select(difference => difference.Field)])
           select step,
    ];

    private static IEnumerable<PolicyStep> Of(string section, JsonFields before, JsonFields after, IReadOnlyList<string> changed) => (section, changed) switch
    {
        (_, []) => [],
        (PolicySection.Portal, _) => [Step(section, HttpMethod.Put, PolicyClient.PortalPath, after.ToJson(), before, after)],
        (PolicySection.OnPremises, _) => OnPremises(before, after, changed),
        (PolicySection.Authorization, _) => [Patch(section, PolicyClient.AuthorizationPath, Only(after, changed), before, after)],
        (PolicySection.Methods, _) => [Patch(section, PolicyClient.MethodsPath, Only(after, changed), before, after)],
        // The campaign is one value to Graph: a part of it would take the rest away.
        (PolicySection.Campaign, _) =>
        [
            Patch(
                section,
                PolicyClient.MethodsPath,
                JsonFields.Of(("registrationEnforcement", JsonFields.Of(("authenticationMethodsRegistrationCampaign", WithoutNotes(after).ToJson())).ToJson())),
                before,
                after),
        ],
        // A configuration is only taken with its type.
        _ => [Patch(section, $"{PolicyClient.MethodsPath}/authenticationMethodConfigurations/{section}", Only(after, ["@odata.type", .. changed], TypeOf(section)), before, after)],
    };

    /// <summary>One request a field: the portal does so, and nobody saw it take both at once.</summary>
    private static IEnumerable<PolicyStep> OnPremises(JsonFields before, JsonFields after, IReadOnlyList<string> changed)
    {
        var now = before;
        foreach (var (field, name) in new[] { (PolicyField.Writeback, PolicyField.WritebackOnWrite), (PolicyField.AccountUnlock, PolicyField.AccountUnlock) })
        {
            if (changed.Contains(field) && after[field] is { } raw)
            {
                var next = now.With(field, raw);
                yield return Step(PolicySection.OnPremises, HttpMethod.Put, PolicyClient.OnPremisesPath, JsonFields.Of((name, raw)).ToJson(), now, next);
                now = next;
            }
        }
    }

    private static PolicyStep Patch(string section, string path, JsonFields body, JsonFields before, JsonFields after) =>
        Step(section, HttpMethod.Patch, path, body.ToJson(), before, after);

    private static PolicyStep Step(string section, HttpMethod method, string path, string body, JsonFields before, JsonFields after) =>
        new(section, method, path, body) { Before = before, After = after };

    private static JsonFields Only(JsonFields fields, IReadOnlyList<string> names, string? type = null)
    {
        var chosen = fields.Where(names.Contains);
        return type is null || chosen.Has("@odata.type") ? chosen : JsonFields.Of([("@odata.type", JsonFields.Raw(type)), .. chosen.Names.Select(name => (name, chosen[name]!))]);
    }

    private static JsonFields WithoutNotes(JsonFields fields) => fields.Where(name => !name.Contains('@', StringComparison.Ordinal));

    private static string TypeOf(string section) => $"#microsoft.graph.{section}AuthenticationMethodConfiguration";
}
