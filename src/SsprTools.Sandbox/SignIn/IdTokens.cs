using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Seeding;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Id tokens, and the key they can be checked with. The key is made when the first one is asked for.</summary>
internal sealed class IdTokens(SandboxClock clock)
{
    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    private string KeyId => Base64Url.EncodeToString(SHA256.HashData(_key.Value.ExportRSAPublicKey()))[..16];

    public string Mint(UserGrant grant, User user, TenantState state, string origin, TimeSpan lifetime)
    {
        DateTimeOffset now = clock.Now;
        JsonObject claims = new()
        {
            ["aud"] = grant.Client.Id.ToString(),
            ["iss"] = Issuer(origin, state),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["name"] = user.DisplayName,
            ["oid"] = user.Id.ToString(),
            ["preferred_username"] = user.UserPrincipalName,

            // As in the service, one subject for each pair of user and app.
            ["sub"] = StableId.Of($"sub/{grant.Client.Id}/{user.Id}").ToString("N"),
            ["tid"] = state.Info.Id.ToString(),
            ["ver"] = "2.0",
        };
        if (grant.Nonce is not null)
        {
            claims["nonce"] = grant.Nonce;
        }

        JsonObject header = new() { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = KeyId };
        string content = $"{Encode(header)}.{Encode(claims)}";
        byte[] signature = _key.Value.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public JsonObject Keys()
    {
        RSAParameters key = _key.Value.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = KeyId,
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        };
    }

    public static JsonObject Metadata(string origin, string tenant, TenantState state) => new()
    {
        ["issuer"] = Issuer(origin, state),
        ["authorization_endpoint"] = $"{origin}/{tenant}/oauth2/v2.0/authorize",
        ["token_endpoint"] = $"{origin}/{tenant}/oauth2/v2.0/token",
        ["device_authorization_endpoint"] = $"{origin}/{tenant}/oauth2/v2.0/devicecode",
        ["jwks_uri"] = $"{origin}/{tenant}/discovery/v2.0/keys",
        ["response_types_supported"] = new JsonArray("code"),
        ["response_modes_supported"] = new JsonArray("query", "form_post"),
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic", "private_key_jwt"),
    };

    private static string Issuer(string origin, TenantState state) => $"{origin}/{state.Info.Id}/v2.0";

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
