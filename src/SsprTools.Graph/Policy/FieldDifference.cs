namespace SsprTools.Graph.Policy;

/// <summary>A field of the policy object that is not what it was, or not what it was meant to be.</summary>
/// <param name="Field">The name on the wire.</param>
/// <param name="Expected">As JSON; <see langword="null"/>: no such field.</param>
/// <param name="Actual">As JSON; <see langword="null"/>: no such field.</param>
internal sealed record FieldDifference(string Field, string? Expected, string? Actual)
{
    /// <summary>Every field in which two policies differ, known or not. The group's name is left out: it depends on the query.</summary>
    public static IReadOnlyList<FieldDifference> Between(PolicyDocument expected, PolicyDocument actual) =>
    [
        .. expected.Fields.Union(actual.Fields)
            .Where(field => field != PolicyField.GroupName && !expected.SameField(field, actual))
            .Where(field => field != PolicyField.GroupIds || !SameIds(expected, actual))
            .Select(field => new FieldDifference(field, expected.Raw(field), actual.Raw(field))),
    ];

    public bool IsScope => Field is PolicyField.EnablementType or PolicyField.GroupIds;

    /// <summary>A field that was not there before. The service may add what it likes; nothing that was meant is lost by it.</summary>
    public bool IsNew => Expected is null;

    /// <summary>The sentence for a read-back, where <see cref="Expected"/> is what was meant.</summary>
    public string Describe() => this switch
    {
        { Actual: null } => $"{PolicyCatalogue.NameOf(Field)} was {Expected} and is gone.",
        { Expected: null } => $"{PolicyCatalogue.NameOf(Field)} is new: {Actual}.",
        _ => $"{PolicyCatalogue.NameOf(Field)} should be {Expected} and is {Actual}.",
    };

    private static bool SameIds(PolicyDocument one, PolicyDocument other) =>
        one.GroupIds.SequenceEqual(other.GroupIds, StringComparer.OrdinalIgnoreCase);
}
