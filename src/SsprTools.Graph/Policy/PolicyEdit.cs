namespace SsprTools.Graph.Policy;

/// <summary>One member of one section set to a value, as JSON. Every change of the policy is a list of these.</summary>
/// <param name="Section">See <see cref="PolicySection"/>.</param>
/// <param name="Field">The name on the wire, as it is read.</param>
/// <param name="Raw">The value as JSON text.</param>
internal sealed record PolicyEdit(string Section, string Field, string Raw)
{
    /// <summary>Whether the section says so already.</summary>
    public bool IsIn(JsonFields fields) => FieldComparison.Meets(Field, Raw, fields[Field]);
}
