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

    /// <summary>What the service would have said of a row that was read alone, where it takes no filter.</summary>
    internal bool Matches(RegistrationRow row) =>
        Is(Enabled, row.IsSsprEnabled) && Is(Registered, row.IsSsprRegistered) && Is(Capable, row.IsSsprCapable)
        && Methods.All(method => row.MethodsRegistered.Contains(Spelled(method), StringComparer.Ordinal));

    private static bool Is(bool? wanted, bool? found) => wanted is null || wanted == found;

    // The service compares letter by letter, and "Email" would find nobody, which looks like an answer.
    private static string Spelled(string method) =>
        RegistrationReport.KnownMethods.FirstOrDefault(known => string.Equals(known, method, StringComparison.OrdinalIgnoreCase)) ?? method;

    /// <summary>The OData expression, or an empty string. Options as documented: facts/graph.md 1.10.</summary>
    internal string ToODataFilter()
    {
        var terms = new List<string>();
        Add("isSsprEnabled", Enabled);
        Add("isSsprRegistered", Registered);
        Add("isSsprCapable", Capable);
        terms.AddRange(Methods.Select(method => $"methodsRegistered/any(x:x eq {ODataText.Literal(Spelled(method))})"));
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
