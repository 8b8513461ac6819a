using System.Text.Json;

namespace SsprTools.Graph.Policy;

/// <summary>Cuts Graph's answers into sections. Source: facts/graph.md 1.7, 1.8.</summary>
internal static class MethodsPolicyJson
{
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedAnswer"/></exception>
    public static IReadOnlyDictionary<string, JsonFields> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = JsonFields.Read(document.RootElement);
            var sections = new Dictionary<string, JsonFields> { [PolicySection.Methods] = root.Where(name => name == PolicyField.MigrationState) };
            if (document.RootElement.TryGetProperty("registrationEnforcement", out var enforcement)
                && enforcement.ValueKind == JsonValueKind.Object
                && enforcement.TryGetProperty("authenticationMethodsRegistrationCampaign", out var campaign)
                && campaign.ValueKind == JsonValueKind.Object)
            {
                sections[PolicySection.Campaign] = JsonFields.Read(campaign);
            }

            if (document.RootElement.TryGetProperty("authenticationMethodConfigurations", out var configurations))
            {
                foreach (var configuration in configurations.EnumerateArray())
                {
                    var fields = JsonFields.Read(configuration);
                    // The ids come capitalised and are asked for in small letters.
                    if (MethodsPolicyFacts.Names.FirstOrDefault(name => string.Equals(name.Id, fields.Plain("id") as string, StringComparison.OrdinalIgnoreCase)) is { Id: { } id })
                    {
                        sections.TryAdd(id, fields);
                    }
                }
            }

            return sections;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Unexpected(PolicyClient.MethodsPath, error);
        }
    }

    /// <summary>Only what concerns reset; the rest of that policy is none of this module's business.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedAnswer"/></exception>
    public static IReadOnlyDictionary<string, JsonFields> ReadAuthorization(string text)
    {
        try
        {
            return new Dictionary<string, JsonFields> { [PolicySection.Authorization] = JsonFields.Parse(text).Where(name => name == PolicyField.AllowedToUseSspr) };
        }
        catch (JsonException error)
        {
            throw Unexpected(PolicyClient.AuthorizationPath, error);
        }
    }

    public static SsprException Unexpected(string path, Exception inner) => new(
        SsprErrorId.UnexpectedAnswer,
        $"The answer to GET {path} could not be read.",
        "Run the command again; if it stays so, report it with the -Verbose output.",
        path,
        inner);
}
