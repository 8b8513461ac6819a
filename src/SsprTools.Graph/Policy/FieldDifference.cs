namespace SsprTools.Graph.Policy;

/// <summary>A field of the policy that is not what it was, or not what it was meant to be.</summary>
/// <param name="Section">See <see cref="PolicySection"/>.</param>
/// <param name="Field">The name on the wire.</param>
/// <param name="Expected">As JSON; <see langword="null"/>: no such field.</param>
/// <param name="Actual">As JSON; <see langword="null"/>: no such field.</param>
internal sealed record FieldDifference(string Section, string Field, string? Expected, string? Actual)
{
    /// <summary>A field that was not there before. The service may add what it likes; nothing that was meant is lost by it.</summary>
    public bool IsNew => Expected is null;

    private string Name => PolicyCatalogue.NameOf(Section, Field);

    /// <summary>Every field in which two states of a section differ, known or not. The group's name is left out: it depends on the query.</summary>
    public static IReadOnlyList<FieldDifference> Between(string section, JsonFields expected, JsonFields actual) =>
    [
        .. expected.Names.Union(actual.Names)
            .Where(field => field != PolicyField.GroupName && !field.Contains('@', StringComparison.Ordinal))
            .Where(field => !FieldComparison.Meets(field, expected[field], actual[field]))
            .Select(field => new FieldDifference(section, field, expected[field], actual[field])),
    ];

    /// <summary>The sentence for a read-back, where <see cref="Expected"/> is what was meant.</summary>
    public string Describe() => this switch
    {
        { Actual: null } => $"{Name} was {Expected} and is gone.",
        { Expected: null } => $"{Name} is new: {Actual}.",
        _ => $"{Name} should be {Expected} and is {Actual}.",
    };

    /// <summary>The sentence for a policy that moved after it was read.</summary>
    public string DescribeMove() => $"{Name} was {Expected ?? "absent"} and is now {Actual ?? "absent"}.";
}
