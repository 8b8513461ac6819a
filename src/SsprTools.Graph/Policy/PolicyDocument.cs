using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Graph.Policy;

/// <summary>
/// The portal's whole SSPR policy object. It is never taken apart: what is not known here goes back as it came. Immutable.
/// Source: facts/graph.md 2.3.
/// </summary>
internal sealed class PolicyDocument
{
    private static readonly JsonSerializerOptions s_asItCame = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    private readonly JsonObject _root;

    private PolicyDocument(JsonObject root) => _root = root;

    public SsprScope Scope => (SsprScope)_root[PolicyField.EnablementType]!.GetValue<int>();

    /// <summary>The selected groups. The portal holds one at most.</summary>
    public IReadOnlyList<string> GroupIds =>
        [.. (_root[PolicyField.GroupIds] as JsonArray ?? []).Select(id => id!.GetValue<string>())];

    /// <summary>The selected group's name, where the answer carries it.</summary>
    public string? GroupName => _root[PolicyField.GroupName] is JsonValue value && value.TryGetValue(out string? name) && name.Length > 0 ? name : null;

    public IEnumerable<string> Fields => _root.Select(pair => pair.Key);

    /// <summary>Reads an answer, and refuses whatever is not the object that facts/graph.md describes.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedPolicy"/></exception>
    public static PolicyDocument Parse(string text)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(text) as JsonObject ?? throw Unexpected("it is no JSON object");
            Touch(root);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // ArgumentException: a name that occurs twice.
            throw Unexpected("it is no readable JSON", error);
        }

        if (Number(root, PolicyField.EnablementType) is not { } scope || !Enum.IsDefined((SsprScope)scope))
        {
            throw Unexpected($"its {PolicyField.EnablementType} is not 0, 1 or 2");
        }

        if (!root.TryGetPropertyValue(PolicyField.GroupIds, out var groups)
            || groups is not (null or JsonArray)
            || (groups as JsonArray ?? []).Any(id => id is not JsonValue value || !value.TryGetValue(out string? _)))
        {
            throw Unexpected($"its {PolicyField.GroupIds} is no list of ids");
        }

        Check(root, s_flags, "yes or no", static value => value.TryGetValue(out bool _));
        Check(root, s_numbers, "a whole number", static value => value.TryGetValue(out int _));
        Check(root, [PolicyField.HelpdeskLink, PolicyField.GroupName], "text", static value => value.TryGetValue(out string? _));
        return new PolicyDocument(root);
    }

    /// <summary>A field's value as bool, int or string; <see langword="null"/> if it is absent, null or something else.</summary>
    public object? Value(string field) => Plain(_root[field]);

    /// <summary>A field as it stands on the wire; <see langword="null"/>: there is no such field.</summary>
    public string? Raw(string field) => _root.TryGetPropertyValue(field, out var value) ? value?.ToJsonString(s_asItCame) ?? "null" : null;

    public bool SameField(string field, PolicyDocument other) =>
        _root.ContainsKey(field) == other._root.ContainsKey(field) && JsonNode.DeepEquals(_root[field], other._root[field]);

    /// <summary>The same policy with another scope; every other field as it is.</summary>
    public PolicyDocument With(SsprScope scope, IReadOnlyList<string> groupIds)
    {
        var root = (JsonObject)_root.DeepClone();
        root[PolicyField.EnablementType] = (int)scope;
        root[PolicyField.GroupIds] = new JsonArray([.. groupIds.Select(id => JsonValue.Create(id))]);
        if (root.ContainsKey(PolicyField.GroupName))
        {
            root[PolicyField.GroupName] = "";
        }

        // Through text, so that both sides of a later comparison are of one making.
        return Parse(root.ToJsonString(s_asItCame));
    }

    public JsonObject ToNode() => (JsonObject)_root.DeepClone();

    public string ToJson() => _root.ToJsonString(s_asItCame);

    internal static object? Plain(JsonNode? node) => node is not JsonValue value ? null
        : value.TryGetValue(out bool flag) ? flag
        : value.TryGetValue(out int number) ? number
        : value.TryGetValue(out string? text) ? text
        : null;

    internal static SsprException Unexpected(string why, Exception? inner = null) => new(
        SsprErrorId.UnexpectedPolicy,
        $"The portal's API did not answer with an SSPR policy as it is known: {why}.",
        "Nothing was changed. Look at the settings in the Entra admin center, and report this with the -Verbose output: the API is undocumented and may have changed.",
        inner: inner);

    private static int? Number(JsonObject root, string field) =>
        root.TryGetPropertyValue(field, out var node) && node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static void Check(JsonObject root, IEnumerable<string> fields, string kind, Func<JsonValue, bool> fits)
    {
        foreach (var field in fields)
        {
            // An absent field is an unknown setting; one of the wrong kind means that the whole object is not what we think it is.
            if (root.TryGetPropertyValue(field, out var node) && node is not null && !(node is JsonValue value && fits(value)))
            {
                throw Unexpected($"its {field} is not {kind}");
            }
        }
    }

    /// <summary>JsonNode finds a name that occurs twice only when somebody looks.</summary>
    private static void Touch(JsonNode? node)
    {
        var children = node switch
        {
            JsonObject map => map.Select(field => field.Value),
            JsonArray list => list,
            _ => Enumerable.Empty<JsonNode?>(),
        };
        foreach (var child in children)
        {
            Touch(child);
        }
    }
}
