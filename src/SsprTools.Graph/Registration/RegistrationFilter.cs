namespace SsprTools.Graph.Registration;

/// <summary>What of the registration report is asked for; the service does the filtering. <see langword="null"/>: either.</summary>
public sealed record RegistrationFilter
{
    public bool? Enabled { get; init; }

    public bool? Registered { get; init; }

    public bool? Capable { get; init; }

    /// <summary>Only users who registered every one of these methods, in Graph's words.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Nothing is filtered out.</summary>
    public bool IsEmpty => ToODataFilter().Length == 0;

    /// <summary>The OData expression, or an empty string. Options as documented: facts/graph.md 1.10.</summary>
    internal string ToODataFilter()
    {
        var terms = new List<string>();
        Add("isSsprEnabled", Enabled);
        Add("isSsprRegistered", Registered);
        Add("isSsprCapable", Capable);
        terms.AddRange(Methods.Select(method => $"methodsRegistered/any(x:x eq {ODataText.Literal(method)})"));
        return string.Join(" and ", terms);

        void Add(string property, bool? value)
        {
            if (value is { } wanted)
            {
                terms.Add($"{property} eq {(wanted ? "true" : "false")}");
            }
        }
    }
}
