using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SsprTools.Graph.Http;

/// <summary>
/// What a 401 asks of the next token when access was ended before the token's time (continuous access evaluation): the header
/// <c>WWW-Authenticate: Bearer ... error="insufficient_claims", claims="(base64)"</c>. Source: facts/graph.md 5.3.
/// </summary>
internal static partial class ClaimsChallenge
{
    /// <summary>The claims as JSON; <see langword="null"/>: none are asked for, or what stands there is not readable.</summary>
    public static string? Read(HttpResponseMessage response)
    {
        foreach (var challenge in response.Headers.WwwAuthenticate)
        {
            if (challenge is { Scheme: "Bearer", Parameter: { } text } && Claims().Match(text) is { Success: true } match && Decode(match.Groups[1].Value) is { } claims)
            {
                return claims;
            }
        }

        return null;
    }

    private static string? Decode(string value)
    {
        var standard = value.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '=')));
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? text : null;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("claims=\"([^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Claims();
}
