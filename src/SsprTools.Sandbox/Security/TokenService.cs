using System.Buffers.Text;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Security;

/// <summary>Mints and checks tokens: JWTs with Entra's claim names, signed with a key that lives as long as the process.</summary>
internal sealed class TokenService(SandboxClock clock)
{
    /// <summary>The public client of Microsoft Graph Command Line Tools.</summary>
    public const string CommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

    /// <summary>Azure PowerShell, one of the clients that the portal API admits (graph.md 2.5).</summary>
    public const string AzurePowerShell = "1950a258-227b-4e31-a9cf-717495945fc2";

    // The sandbox's own: which claims challenge the token answers.
    private const string ChallengeClaim = "sandbox_challenge";

    private static readonly string s_header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"HS256"}"""u8);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private long _minted;
    private long _expiredUpTo;
    private long _lifetimeTicks = TimeSpan.FromHours(1).Ticks;

    /// <summary>How long tokens live that ask for nothing else.</summary>
    public TimeSpan Lifetime
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _lifetimeTicks));
        set => Interlocked.Exchange(ref _lifetimeTicks, value.Ticks);
    }

    /// <summary>Every token minted so far is expired from now on.</summary>
    public void ExpireAll() => Interlocked.Exchange(ref _expiredUpTo, Interlocked.Read(ref _minted));

    public (string Token, DateTimeOffset ExpiresOn) Mint(TokenRequest request, TenantState state, User? user)
    {
        DateTimeOffset now = clock.Now;
        // Whole seconds, as in the claim; an expired token gets its start before its end.
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds((now + (request.Lifetime ?? Lifetime)).ToUnixTimeSeconds());
        DateTimeOffset start = expires < now ? expires.AddHours(-1) : now;
        JsonObject claims = new()
        {
            ["aud"] = request.Audience,
            ["iss"] = $"https://sts.windows.net/{state.Info.Id}/",
            ["iat"] = start.ToUnixTimeSeconds(),
            ["nbf"] = start.ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["appid"] = request.AppId ?? (request.Audience == Audiences.Graph ? CommandLineTools : AzurePowerShell),
            ["tid"] = state.Info.Id.ToString(),
            ["idtyp"] = request.AppOnly ? "app" : "user",
            ["uti"] = Interlocked.Increment(ref _minted).ToString(CultureInfo.InvariantCulture),
            ["ver"] = "1.0",
        };
        if (request.Challenge is { } challenge)
        {
            claims[ChallengeClaim] = challenge;
        }

        if (request.AppName is not null)
        {
            claims["app_displayname"] = request.AppName;
        }

        if (request.AppOnly)
        {
            claims["oid"] = request.PrincipalId?.ToString() ?? "5f1b2b0e-7d2c-4b61-9a52-1d1c5b9c9a01";
            claims["roles"] = Array(request.Roles ?? request.Scopes ?? Permissions.AllApplication);
        }
        else if (user is not null)
        {
            claims["oid"] = user.Id.ToString();
            claims["upn"] = user.UserPrincipalName;
            claims["name"] = user.DisplayName;
            claims["scp"] = request.Audience != Audiences.Graph
                ? "user_impersonation"
                : string.Join(' ', request.Scopes ?? Permissions.AllDelegated);
            claims["wids"] = Array(
                (request.Wids ?? [.. state.RolesOf(user.Id, includeEligible: false).Select(role => role.RoleTemplateId)])
                .Select(id => id.ToString()));
        }

        string content = $"{s_header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return ($"{content}.{Sign(content)}", expires);
    }

    public TokenFailure Check(string? token, string audience, out AccessToken? checkedToken)
    {
        checkedToken = null;
        if (string.IsNullOrWhiteSpace(token))
        {
            return TokenFailure.Empty;
        }

        string[] parts = token.Split('.');
        if (parts.Length != 3)
        {
            return TokenFailure.Malformed;
        }

        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Sign($"{parts[0]}.{parts[1]}")), Encoding.UTF8.GetBytes(parts[2])))
        {
            return TokenFailure.BadSignature;
        }

        // The signature is ours, so the claims are well formed.
        using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        JsonElement root = claims.RootElement;
        if (Text(root, "aud") != audience)
        {
            return TokenFailure.WrongAudience;
        }

        long now = clock.Now.ToUnixTimeSeconds();
        if (root.GetProperty("exp").GetInt64() <= now || root.GetProperty("nbf").GetInt64() > now
            || long.Parse(Text(root, "uti")!, CultureInfo.InvariantCulture) <= Interlocked.Read(ref _expiredUpTo))
        {
            return TokenFailure.Expired;
        }

        bool isApp = Text(root, "idtyp") == "app";
        checkedToken = new AccessToken
        {
            Audience = audience,
            IsApp = isApp,
            ObjectId = Guid.TryParse(Text(root, "oid"), out Guid id) ? id : null,
            UserPrincipalName = Text(root, "upn"),
            Name = Text(root, "name") ?? Text(root, "app_displayname") ?? "Sandbox app",
            AppId = Text(root, "appid") ?? "",
            Permissions = (isApp ? Strings(root, "roles") : Text(root, "scp")?.Split(' ') ?? []).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Roles = Strings(root, "wids").Select(Guid.Parse).ToFrozenSet(),
            Expires = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64()),
        };
        return TokenFailure.None;
    }

    /// <summary>The claims challenge that a request's token was asked for with; 0 when with none.</summary>
    public long AnsweredChallenge(string? authorization)
    {
        string[] parts = authorization?.Split(' ', 2)[^1].Trim().Split('.') ?? [];
        if (parts.Length != 3 || Sign($"{parts[0]}.{parts[1]}") != parts[2])
        {
            return 0;
        }

        using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        return claims.RootElement.TryGetProperty(ChallengeClaim, out JsonElement challenge) ? challenge.GetInt64() : 0;
    }

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static IEnumerable<string> Strings(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement values) ? values.EnumerateArray().Select(value => value.GetString()!) : [];

    private string Sign(string content) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(content)));
}
