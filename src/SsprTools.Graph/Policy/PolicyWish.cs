using System.Text.Json;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Settings and the values they are to have, checked, before anything is read: <c>@{ NumberOfMethodsRequired = 2 }</c>. What is not named stays as it is;
/// <see langword="false"/> and an empty text are values.
/// </summary>
public sealed class PolicyWish
{
    private PolicyWish(IReadOnlyList<(PolicySettingDefinition Setting, object Value)> values) => Values = values;

    internal IReadOnlyList<(PolicySettingDefinition Setting, object Value)> Values { get; }

    /// <summary>The names of the settings.</summary>
    public IEnumerable<string> Settings => Values.Select(value => value.Setting.Setting);

    internal PolicyPart Parts => Values.Aggregate(PolicyPart.None, (sum, value) => sum | value.Setting.Parts);

    /// <summary>The same wish has the same key, so that a change that was cut off can be known again.</summary>
    internal string Key => JsonSerializer.Serialize(Values
        .OrderBy(value => value.Setting.Setting, StringComparer.Ordinal)
        .ToDictionary(value => value.Setting.Setting, value => value.Value switch
        {
            SelectedGroup group => group.Id,
            MethodTargets targets => string.Join(' ', targets.Ids.Order(StringComparer.OrdinalIgnoreCase)),
            var other => $"{other}",
        }));

    /// <param name="change">Values by setting, as they were given.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidArgument"/>: all that is wrong with it.</exception>
    public static PolicyWish Of(IReadOnlyDictionary<string, object?> change)
    {
        var values = new List<(PolicySettingDefinition, object)>();
        var wrong = new List<string>();
        foreach (var (name, given) in change)
        {
            var definition = PolicyCatalogue.Find(name);
            if (definition is null)
            {
                wrong.Add($"There is no setting '{name}'.");
            }
            else if (definition.Kind is not { } kind)
            {
                wrong.Add($"{definition.Setting} can only be read" + (definition.Setting.StartsWith("Legacy", StringComparison.Ordinal)
                    ? ": the old policy's method switches are deprecated. Methods are chosen in the authentication methods policy."
                    : "."));
            }
            else if (kind.Read(given) is { } value)
            {
                values.Add((definition, value));
            }
            else
            {
                wrong.Add($"{definition.Setting} takes {kind.Words}, not {(given is null ? "$null" : $"'{given}'")}.");
            }
        }

        return wrong.Count == 0 ? new PolicyWish(values) : throw Invalid(wrong);
    }

    /// <summary>The same wish with another value of a setting, such as a group that was looked up.</summary>
    internal PolicyWish With(string setting, object value) =>
        new([.. Values.Select(pair => pair.Setting.Setting == setting ? (pair.Setting, value) : pair)]);

    /// <summary>The settings that satisfy a condition.</summary>
    internal PolicyWish Where(Func<PolicySettingDefinition, bool> wanted) => new([.. Values.Where(value => wanted(value.Setting))]);

    internal static SsprException Invalid(IReadOnlyCollection<string> wrong) => new(
        SsprErrorId.InvalidArgument,
        string.Join(' ', wrong),
        "Nothing was changed. Get-SsprPolicy shows every setting; Get-Help Set-SsprPolicy says which values each takes.");
}
