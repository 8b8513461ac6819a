namespace SsprTools.Graph.Policy;

/// <summary>What a read-back shows of a change. No I/O.</summary>
/// <param name="Status">Updated, Unverified or Failed.</param>
/// <param name="Remarks">Which field is not as meant.</param>
internal sealed record PolicyVerdict(ChangeStatus Status, string? Remarks)
{
    public static PolicyVerdict Fine { get; } = new(ChangeStatus.Updated, null);

    public bool AsMeant => Status == ChangeStatus.Updated;

    /// <summary>Nothing of the change is there. What could not be read back may be.</summary>
    public bool Nothing { get; private init; }

    public static PolicyVerdict Unread(SsprException error) =>
        new(ChangeStatus.Unverified, $"The service accepted the change, but the policy could not be read back: {error.Message}");

    /// <param name="before">The policy as it was.</param>
    /// <param name="meant">The sections as they are meant to be.</param>
    /// <param name="now">The sections as they are.</param>
    public static PolicyVerdict Judge(PolicyFacts before, IReadOnlyDictionary<string, JsonFields> meant, IReadOnlyDictionary<string, JsonFields> now)
    {
        var differences = meant.SelectMany(section => FieldDifference.Between(section.Key, section.Value, now.GetValueOrDefault(section.Key) ?? JsonFields.Of())).ToList();
        var forgotten = differences.Where(difference => IsForgottenGroup(difference, meant, now)).ToList();
        var open = differences.Except(forgotten).Where(difference => !difference.IsNew).ToList();
        if (open.Count == 0)
        {
            return new PolicyVerdict(ChangeStatus.Updated, PolicySettings.Sentences(
                [.. forgotten.Select(_ => "The service also forgot the selected group, which has no effect while the scope is None."),
                    .. differences.Where(difference => difference.IsNew).Select(difference => difference.Describe())]));
        }

        var text = string.Join(' ', differences.Select(difference => difference.Describe()));
        return open.TrueForAll(difference => IsOld(difference, before, meant))
            ? new PolicyVerdict(ChangeStatus.Unverified, $"The service accepted the change, but reading it back shows otherwise: {text}") { Nothing = Covers(open, before, meant) }
            : new PolicyVerdict(ChangeStatus.Failed, $"After the write the policy is not as meant: {text} The backup holds the policy as it was.");
    }

    /// <summary>A field of the change that still has its old value: the service may only be late.</summary>
    private static bool IsOld(FieldDifference difference, PolicyFacts before, IReadOnlyDictionary<string, JsonFields> meant)
    {
        var (was, wanted) = (before.Section(difference.Section)?[difference.Field], meant[difference.Section][difference.Field]);
        return !FieldComparison.Meets(difference.Field, wanted, was) && FieldComparison.Meets(difference.Field, was, difference.Actual);
    }

    private static bool Covers(List<FieldDifference> open, PolicyFacts before, IReadOnlyDictionary<string, JsonFields> meant) =>
        meant.SelectMany(section => FieldDifference.Between(section.Key, before.Section(section.Key)!, section.Value))
            .All(change => open.Exists(difference => difference.Section == change.Section && difference.Field == change.Field));

    /// <summary>With scope None the service may forget the group, which then has no effect.</summary>
    private static bool IsForgottenGroup(
        FieldDifference difference, IReadOnlyDictionary<string, JsonFields> meant, IReadOnlyDictionary<string, JsonFields> now) =>
        difference is { Section: PolicySection.Portal, Field: PolicyField.GroupIds }
        && meant[PolicySection.Portal].Plain(PolicyField.EnablementType) is 0
        && now.TryGetValue(PolicySection.Portal, out var fields)
        && fields.Node(PolicyField.GroupIds) is null or System.Text.Json.Nodes.JsonArray { Count: 0 };
}
