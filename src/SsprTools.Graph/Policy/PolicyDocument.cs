using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>
/// The portal's whole SSPR policy object. It is never taken apart: what is not known here goes back as it came. Immutable.
/// Source: facts/graph.md 2.3.
/// </summary>
internal sealed class PolicyDocument
{
    private static readonly string[] s_flags =
    [
        PolicyField.Email, PolicyField.MobilePhone, PolicyField.OfficePhone, PolicyField.SecurityQuestions, PolicyField.AppNotification,
        PolicyField.AppCode, PolicyField.RequireRegistration, PolicyField.SkipRegistration, PolicyField.CustomizeHelpdesk,
        PolicyField.NotifyUsers, PolicyField.NotifyAdmins,
    ];

    private static readonly string[] s_numbers =
    [
        PolicyField.NumberOfMethods, PolicyField.QuestionsToRegister, PolicyField.QuestionsToReset, PolicyField.ReconfirmDays,
        PolicyField.SkipRegistrationDays,
    ];

    private PolicyDocument(JsonFields fields) => Fields = fields;

    public JsonFields Fields { get; }

    public SsprScope Scope => (SsprScope)(int)Fields.Plain(PolicyField.EnablementType)!;

    /// <summary>The selected groups. The portal holds one at most.</summary>
    public IReadOnlyList<string> GroupIds =>
        [.. (Fields.Node(PolicyField.GroupIds) as JsonArray ?? []).Select(id => id!.GetValue<string>())];

    /// <summary>The selected group's name, where the answer carries it.</summary>
    public string? GroupName => Value(PolicyField.GroupName) is string { Length: > 0 } name ? name : null;

    /// <summary>Reads an answer, and refuses whatever is not the object that facts/graph.md describes.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedPolicy"/></exception>
    public static PolicyDocument Parse(string text)
    {
        try
        {
            return Of(JsonFields.Parse(text));
        }
        catch (JsonException error)
        {
            throw Unexpected("it is no readable JSON object", error);
        }
    }

    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedPolicy"/></exception>
    public static PolicyDocument Of(JsonFields fields)
    {
        if (fields.Plain(PolicyField.EnablementType) is not int scope || !Enum.IsDefined((SsprScope)scope))
        {
            throw Unexpected($"its {PolicyField.EnablementType} is not 0, 1 or 2");
        }

        var groups = fields.Node(PolicyField.GroupIds);
        if (!fields.Has(PolicyField.GroupIds)
            || groups is not (null or JsonArray)
            || (groups as JsonArray ?? []).Any(id => id is not JsonValue value || !value.TryGetValue(out string? _)))
        {
            throw Unexpected($"its {PolicyField.GroupIds} is no list of ids");
        }

        Check(fields, s_flags, "yes or no", static value => value is bool);
        Check(fields, s_numbers, "a whole number", static value => value is int);
        Check(fields, [PolicyField.HelpdeskLink, PolicyField.GroupName], "text", static value => value is string);
        return new PolicyDocument(fields);
    }

    /// <summary>A field's value as bool, int or string; <see langword="null"/> if it is absent, null or something else.</summary>
    public object? Value(string field) => Fields.Plain(field);

    internal static SsprException Unexpected(string why, Exception? inner = null) => new(
        SsprErrorId.UnexpectedPolicy,
        $"The portal's API did not answer with an SSPR policy as it is known: {why}.",
        "Look at the settings in the Entra admin center, and report this with the -Verbose output: the API is undocumented and may have changed.",
        inner: inner);

    /// <summary>An absent field is an unknown setting; one of the wrong kind means that the whole object is not what we think it is.</summary>
    internal static void Check(JsonFields fields, IEnumerable<string> names, string kind, Func<object?, bool> fits)
    {
        foreach (var name in names.Where(name => fields.Has(name) && fields[name] != "null" && !fits(fields.Plain(name))))
        {
            throw Unexpected($"its {name} is not {kind}");
        }
    }
}
