using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsprTools.Sandbox.Tests;

/// <summary>Assertions as other parties make them.</summary>
internal static class Jwt
{
    /// <summary>A token of another issuer, signed with its key.</summary>
    public static string Federated(
        X509Certificate2 key, string issuer, string subject, string audience = "api://AzureADTokenExchange", int expiresIn = 600)
    {
        string content = $"{Encode(new JsonObject { ["alg"] = "RS256" })}.{Encode(Claims(issuer, subject, audience, expiresIn))}";
        using RSA rsa = key.GetRSAPrivateKey()!;
        return $"{content}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Signed(
        X509Certificate2 certificate, string client, string audience, int expiresIn = 600, string algorithm = "PS256", X509Certificate2? named = null)
    {
        bool isPss = algorithm == "PS256";
        JsonObject header = new()
        {
            ["alg"] = algorithm,
            [isPss ? "x5t#S256" : "x5t"] = Base64Url.EncodeToString(
                (named ?? certificate).GetCertHash(isPss ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1)),
        };
        string content = $"{Encode(header)}.{Encode(Claims(client, client, audience, expiresIn))}";
        using RSA key = certificate.GetRSAPrivateKey()!;
        byte[] signature = key.SignData(
            Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, isPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public static JsonElement ClaimsOf(string token) =>
        JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[1]));

    private static JsonObject Claims(string issuer, string subject, string audience, int expiresIn) => new()
    {
        ["iss"] = issuer,
        ["sub"] = subject,
        ["aud"] = audience,
        ["exp"] = DateTimeOffset.UtcNow.AddSeconds(expiresIn).ToUnixTimeSeconds(),
    };

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
