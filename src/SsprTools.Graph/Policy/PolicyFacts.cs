namespace SsprTools.Graph.Policy;

/// <summary>What was read of the policy, section by section; a part that was not is absent, with the reason. Immutable; no I/O.</summary>
internal sealed record PolicyFacts
{
    /// <summary>By <see cref="PolicySection"/>.</summary>
    public IReadOnlyDictionary<string, JsonFields> Sections { get; init; } = new Dictionary<string, JsonFields>();

    /// <summary>Why a part is absent.</summary>
    public IReadOnlyDictionary<PolicyPart, string> Reasons { get; init; } = new Dictionary<PolicyPart, string>();

    public DateTimeOffset AsOf { get; init; }

    /// <summary>What effects say of the scope, where the portal says nothing.</summary>
    public ScopeObservation? Observed { get; init; }

    /// <summary>What the admin's own file says, where nothing else does.</summary>
    public DeclaredPolicy? Declared { get; init; }

    public PolicyDocument? Portal => Section(PolicySection.Portal) is { } fields ? PolicyDocument.Of(fields) : null;

    public JsonFields? OnPremises => Section(PolicySection.OnPremises);

    public MethodsPolicyFacts? Methods => Section(PolicySection.Methods) is null ? null : MethodsPolicyFacts.Of(Sections);

    public bool? AllowedToUseSspr => Section(PolicySection.Authorization)?.Plain(PolicyField.AllowedToUseSspr) as bool?;

    public JsonFields? Section(string name) => Sections.GetValueOrDefault(name);

    public string? Reason(PolicyPart part) => Reasons.GetValueOrDefault(part);

    /// <summary>The policy as it would be after some edits. What was not read cannot be edited.</summary>
    public PolicyFacts With(IEnumerable<PolicyEdit> edits)
    {
        var sections = new Dictionary<string, JsonFields>(Sections);
        foreach (var edit in edits)
        {
            if (!sections.TryGetValue(edit.Section, out var fields))
            {
                continue;
            }

            if (fields[edit.Field] is null || !edit.IsIn(fields))
            {
                fields = fields.With(edit.Field, edit.Raw);
                // The name belongs to the group before; the portal itself sends it empty.
                sections[edit.Section] = edit.Field == PolicyField.GroupIds && fields.Has(PolicyField.GroupName) ? fields.With(PolicyField.GroupName, "\"\"") : fields;
            }
        }

        return this with { Sections = sections };
    }
}
