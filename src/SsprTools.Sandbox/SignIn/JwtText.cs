using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SsprTools.Sandbox.SignIn;

/// <summary>A JWT taken apart; nothing of it is believed yet.</summary>
internal sealed record JwtText(JsonElement Header, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    public static JwtText Parse(string text)
    {
        string[] parts = text.Trim().Split('.');
        if (parts.Length != 3)
        {
            throw LoginErrors.BadJwt("It does not have three parts.");
        }

        try
        {
            JwtText jwt = new(
                Json(parts[0]), Json(parts[1]), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
            return jwt.Header.ValueKind == JsonValueKind.Object && jwt.Claims.ValueKind == JsonValueKind.Object
                ? jwt
                : throw LoginErrors.BadJwt("Its parts are not objects.");
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            throw LoginErrors.BadJwt("Its parts cannot be read.");
        }
    }

    public string? Heading(string name) => Text(Header, name);

    public string? Claim(string name) => Text(Claims, name);

    /// <summary>A time. MSAL writes its times as texts, others as numbers.</summary>
    public long? Seconds(string name) => Claims.TryGetProperty(name, out JsonElement value) ? value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out double number) => (long)number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    } : null;

    /// <summary>The signer's certificate in the header: a list by the standard, a text as MSAL writes it.</summary>
    public byte[]? BroughtCertificate()
    {
        if (!Header.TryGetProperty("x5c", out JsonElement chain))
        {
            return null;
        }

        JsonElement first = chain.ValueKind == JsonValueKind.Array && chain.GetArrayLength() > 0 ? chain[0] : chain;
        return first.ValueKind == JsonValueKind.String && first.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : null;
    }

    private static string? Text(JsonElement part, string name) =>
        part.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Json(string part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));
}
