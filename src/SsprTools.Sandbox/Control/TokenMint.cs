using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Control;

/// <summary>POST /_sandbox/tokens: a token as a test wants it.</summary>
internal static class TokenMint
{
    public static IResult Mint(SandboxParts parts, JsonElement body)
    {
        if (ControlRoutes.Unknown(body, "audience", "scopes", "roles", "wids", "appOnly", "expiresIn", "user", "appId") is { } unknown)
        {
            return ControlRoutes.Problem($"'{unknown}' is not known here.");
        }

        string audience = Text(body, "audience") ?? "graph";
        if (audience is not ("graph" or "portal" or "passwordReset"))
        {
            return ControlRoutes.Problem("audience is graph, portal or passwordReset.");
        }

        TenantState state = parts.Store.Current;
        User? user = state.FindUser(Text(body, "user") ?? parts.AdminUpn);
        bool appOnly = body.TryGetProperty("appOnly", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        if (user is null && !appOnly)
        {
            return ControlRoutes.Problem("There is no such user.");
        }

        if (!TryRoles(body, out List<Guid>? wids))
        {
            return ControlRoutes.Problem("wids are template ids or names of known directory roles.");
        }

        int seconds = body.TryGetProperty("expiresIn", out JsonElement lifetime) && lifetime.ValueKind == JsonValueKind.Number ? lifetime.GetInt32() : 3600;
        (string token, DateTimeOffset expires) = parts.Tokens.Mint(
            new TokenRequest(audience switch { "portal" => Audiences.Portal, "passwordReset" => Audiences.PasswordReset, _ => Audiences.Graph })
            {
                Scopes = Texts(body, "scopes"),
                Roles = Texts(body, "roles"),
                Wids = wids,
                AppOnly = appOnly,
                AppId = Text(body, "appId"),
                Lifetime = TimeSpan.FromSeconds(seconds),
            },
            state, user);
        return ControlRoutes.Json(new JsonObject { ["accessToken"] = token, ["expiresOn"] = expires.UtcDateTime.ToString("O") });
    }

    private static bool TryRoles(JsonElement body, out List<Guid>? ids)
    {
        ids = null;
        if (Texts(body, "wids") is not { } names)
        {
            return true;
        }

        ids = [];
        foreach (string name in names)
        {
            if (Guid.TryParse(name, out Guid id))
            {
                ids.Add(id);
            }
            else if (DirectoryRoles.Find(name) is { } role)
            {
                ids.Add(role.TemplateId);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string>? Texts(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ToString())]
            : null;
}
