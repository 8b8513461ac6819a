using System.Text;
using System.Text.Json;

namespace SsprTools.Graph.Connection;

/// <summary>
/// What a token says about whom it was given to. Read for display only and never checked: the service alone decides.
/// A token that cannot be read gives <see cref="Unknown"/>.
/// </summary>
internal sealed record TokenClaims(
    string? TenantId,
    string? Account,
    string? ApplicationId,
    bool? IsAppOnly,
    IReadOnlyList<string> Scopes,
    DateTimeOffset? ExpiresOn,
    string? Audience)
{
    /// <summary>Whom the token is for, in the directory.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The template ids of a person's active directory roles; <see langword="null"/>: the token does not say.</summary>
    public IReadOnlyList<string>? DirectoryRoles { get; init; }

    public static TokenClaims Unknown { get; } = new(null, null, null, null, [], null, null);

    public static TokenClaims Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return Unknown;
        }

        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(FromBase64Url(parts[1])));
            var claims = document.RootElement;
            var roles = Strings(claims, "roles");
            var scopes = Text(claims, "scp")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            return new TokenClaims(
                Text(claims, "tid"),
                Text(claims, "upn") ?? Text(claims, "unique_name") ?? Text(claims, "preferred_username"),
                Text(claims, "appid") ?? Text(claims, "azp"),
                Text(claims, "idtyp") is { } kind ? kind == "app" : scopes.Length == 0 && roles.Count > 0,
                scopes.Length > 0 ? scopes : roles,
                claims.TryGetProperty("exp", out var expires) && expires.TryGetInt64(out var seconds)
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : null,
                Text(claims, "aud"))
            {
                ObjectId = Text(claims, "oid"),
                DirectoryRoles = claims.TryGetProperty("wids", out _) ? Strings(claims, "wids") : null,
            };
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return Unknown;
        }
    }

    private static byte[] FromBase64Url(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='));
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> Strings(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
}
