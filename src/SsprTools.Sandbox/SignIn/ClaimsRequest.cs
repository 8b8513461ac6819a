using System.Globalization;
using System.Text.Json;

namespace SsprTools.Sandbox.SignIn;

/// <summary>The claims parameter (OpenID Connect Core 5.5), as far as it answers a claims challenge.</summary>
internal static class ClaimsRequest
{
    /// <summary>The nbf that the access token is to satisfy, or null when none is asked for.</summary>
    public static long? NotBefore(string? claims)
    {
        if (claims is null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(claims);
            return document.RootElement.TryGetProperty("access_token", out JsonElement accessToken)
                && accessToken.TryGetProperty("nbf", out JsonElement notBefore)
                && notBefore.TryGetProperty("value", out JsonElement value)
                && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
                    ? seconds
                    : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw LoginErrors.Malformed;
        }
    }
}
