using System.Text.Json;
using System.Text.RegularExpressions;

namespace SsprTools.Graph.Reporting;

/// <summary>A property of users by whose values adoption is counted.</summary>
public sealed partial class AdoptionProperty
{
    /// <summary>What stands for users who have no value.</summary>
    public const string None = "(none)";

    // A count by one of these would be a list of people, and a snapshot of it would hold their names.
    private static readonly string[] s_personal =
    [
        "id", "userPrincipalName", "displayName", "givenName", "surname", "mail", "mailNickname", "otherMails", "proxyAddresses", "mobilePhone",
        "businessPhones", "faxNumber", "employeeId", "identities", "imAddresses", "securityIdentifier", "streetAddress", "passwordProfile",
        "onPremisesDistinguishedName", "onPremisesImmutableId", "onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesUserPrincipalName",
    ];

    private AdoptionProperty(string path) => Path = path;

    /// <summary>The properties that completion offers; any other of the directory's will do too.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "department", "companyName", "jobTitle", "officeLocation", "city", "state", "country", "usageLocation", "employeeType", "onPremisesSyncEnabled",
        "preferredLanguage", .. Enumerable.Range(1, 15).Select(number => $"onPremisesExtensionAttributes/extensionAttribute{number}"),
    ];

    /// <summary>The property in Graph's words, such as <c>department</c>; parts of a whole after a slash.</summary>
    public string Path { get; }

    /// <summary>What has to be selected.</summary>
    internal string Selected => Path.Split('/')[0];

    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidArgument"/></exception>
    public static AdoptionProperty Parse(string text)
    {
        var path = text.Trim().Replace('.', '/');
        path = Usual.FirstOrDefault(usual => string.Equals(usual, path, StringComparison.OrdinalIgnoreCase)
            || usual.EndsWith("/" + path, StringComparison.OrdinalIgnoreCase)) ?? path;
        if (!Form().IsMatch(path))
        {
            throw Invalid(text, "is no name of a property");
        }

        return s_personal.Contains(path.Split('/')[0], StringComparer.OrdinalIgnoreCase)
            ? throw Invalid(text, "differs for every person, so a count by it would be a list of people")
            : new AdoptionProperty(char.ToLowerInvariant(path[0]) + path[1..]);
    }

    /// <summary>The value in a user as it stands on the wire.</summary>
    internal string ValueOf(IReadOnlyDictionary<string, JsonElement>? properties)
    {
        var parts = Path.Split('/');
        if (properties is null || !properties.TryGetValue(parts[0], out var found))
        {
            return None;
        }

        foreach (var part in parts.Skip(1))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(part, out found))
            {
                return None;
            }
        }

        return Text(found) is { Length: > 0 } text ? text : None;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.True => "Yes",
        JsonValueKind.False => "No",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text).Order(StringComparer.OrdinalIgnoreCase)),
        _ => value.GetRawText(),
    };

    private static SsprException Invalid(string text, string why) => new(
        SsprErrorId.InvalidArgument,
        $"-By cannot count by '{text}': it {why}.",
        "Give a property that people share, such as department, country or onPremisesExtensionAttributes/extensionAttribute1.",
        text);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*(/[A-Za-z][A-Za-z0-9_]*)?$")]
    private static partial Regex Form();
}
