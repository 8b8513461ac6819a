namespace SsprTools.Graph.Policy;

/// <summary>Which methods a reset accepts, from both policies and the state of the migration between them. No I/O.</summary>
internal static class MethodRules
{
    /// <param name="method">The method.</param>
    /// <param name="legacy">The old policy's switch; <see langword="null"/>: not known.</param>
    /// <param name="facts">The authentication methods policy; <see langword="null"/>: not read.</param>
    /// <returns>The value, which policy it rests on, and the rule that applied.</returns>
    public static (bool? Value, PolicySource Source, string Rule) Resolve(ResetMethod method, bool? legacy, MethodsPolicyFacts? facts)
    {
        if (method.StaysInOldPolicy)
        {
            return (legacy, SourceOf(legacy, PolicySource.Portal), "Stays in the old SSPR policy whatever the migration.");
        }

        var state = facts is null ? null : method.InMethodsPolicy(facts);
        var modern = state?.Enabled;
        var (value, source, rule) = facts?.Migration switch
        {
            MigrationState.PreMigration => (legacy, SourceOf(legacy, PolicySource.Portal), "Before migration the old SSPR policy decides."),
            MigrationState.Complete => (modern, SourceOf(modern, PolicySource.Graph), "After migration the authentication methods policy decides."),
            MigrationState.InProgress => (
                ResetMethod.Or(legacy, modern),
                modern == true ? PolicySource.Graph : SourceOf(ResetMethod.Or(legacy, modern), PolicySource.Portal),
                "While migration is in progress either policy is enough."),
            _ => ((bool?)null, PolicySource.Unknown, "The migration state is not known, so neither policy can be said to decide."),
        };
        if (value == true && source == PolicySource.Graph && state?.ForEveryone != true)
        {
            rule += state?.ForEveryone == false ? " On for some users only." : " Whether for all users was not told.";
        }

        if (value == true && method.IsPhone)
        {
            rule += " Microsoft's own texts and calls end on 2027-02-01, password reset included.";
        }

        return (value, source, rule);
    }

    private static PolicySource SourceOf(bool? value, PolicySource source) => value is null ? PolicySource.Unknown : source;
}
