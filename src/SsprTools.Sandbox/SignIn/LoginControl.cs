using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Hosting;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Control routes of the sign-in service: apps, identities, device codes, lifetimes, and its log.</summary>
internal static class LoginControl
{
    public static void Map(RouteGroupBuilder control, SandboxParts parts)
    {
        _ = control.MapPost("/clients", context => ControlRoutes.WithBodyAsync(context, body => AddClient(parts.Login, body)));
        _ = control.MapPost("/identity", context => IdentityAsync(context, parts.Login));
        _ = control.MapPost("/devicecodes/{userCode}", (string userCode, HttpContext context) =>
            ControlRoutes.WithBodyAsync(context, body => DecideDeviceCode(parts, userCode, body)));
        _ = control.MapPost("/tokens/expire", () =>
        {
            parts.Tokens.ExpireAll();
            return Results.NoContent();
        });
        _ = control.MapPost("/tokens/lifetime", context => ControlRoutes.WithBodyAsync(context, body => SetLifetime(parts, body)));
        _ = control.MapGet("/signins", (long? since) => ControlRoutes.Json(SignIns(parts.Login, since ?? 0)));
    }

    private static IResult AddClient(LoginService login, JsonElement body)
    {
        if (ControlRoutes.Unknown(body, "kind", "name", "roles", "scopes", "certificateThumbprintSha256", "certificatePem", "issuer", "subject") is { } unknown)
        {
            return ControlRoutes.Problem($"'{unknown}' is not known here.");
        }

        if (Text(body, "kind") is not ("secret" or "certificate" or "federated" or "public") || !Enum.TryParse(Text(body, "kind"), true, out ClientKind kind))
        {
            return ControlRoutes.Problem("kind is secret, certificate, federated or public.");
        }

        if (!TryCertificate(Text(body, "certificatePem"), out X509Certificate2? certificate))
        {
            return ControlRoutes.Problem("certificatePem is not a certificate.");
        }

        string? thumbprint = Text(body, "certificateThumbprintSha256")?.Replace(":", "", StringComparison.Ordinal);
        if (kind == ClientKind.Certificate && certificate is null && thumbprint is not { Length: 64 })
        {
            return ControlRoutes.Problem("A certificate client takes certificatePem, or certificateThumbprintSha256 when its assertions bring the certificate.");
        }

        if (kind == ClientKind.Federated && (Text(body, "issuer") is null || Text(body, "subject") is null || certificate is null))
        {
            return ControlRoutes.Problem("A federated client takes issuer, subject, and certificatePem: the issuer's certificate, by which its signature is checked.");
        }

        // As long as Entra's, with the tilde that careless quoting breaks.
        string? secret = kind == ClientKind.Secret
            ? $"{RandomNumberGenerator.GetHexString(3)}8Q~{RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-", 34)}"
            : null;
        Client client = new(Guid.NewGuid(), kind, Text(body, "name") ?? "Sandbox app")
        {
            Roles = Texts(body, "roles"),
            Scopes = Texts(body, "scopes"),
            SecretHash = secret is null ? null : Client.Hash(secret),
            Certificate = certificate,
            Thumbprint = thumbprint,
            Issuer = Text(body, "issuer"),
            Subject = Text(body, "subject"),
        };
        login.Clients.Add(client);
        JsonObject answer = new() { ["clientId"] = client.Id.ToString() };
        if (secret is not null)
        {
            answer["secret"] = secret;
        }

        return ControlRoutes.Json(answer);
    }

    // The body may be left out: a machine's identity with every role.
    private static Task IdentityAsync(HttpContext context, LoginService login)
    {
        string origin = $"{context.Request.Scheme}://{context.Request.Host}";
        return context.Request.ContentLength is null or 0
            ? ControlRoutes.Json(login.Identities.Assign(origin, name: null, roles: null)).ExecuteAsync(context)
            : ControlRoutes.WithBodyAsync(context, body => AddIdentity(login, body, origin));
    }

    private static IResult AddIdentity(LoginService login, JsonElement body, string origin) =>
        ControlRoutes.Unknown(body, "name", "roles") is { } unknown
            ? ControlRoutes.Problem($"'{unknown}' is not known here.")
            : ControlRoutes.Json(login.Identities.Assign(origin, Text(body, "name"), Texts(body, "roles")));

    private static IResult DecideDeviceCode(SandboxParts parts, string userCode, JsonElement body)
    {
        if (ControlRoutes.Unknown(body, "user", "approve") is { } unknown)
        {
            return ControlRoutes.Problem($"'{unknown}' is not known here.");
        }

        if (parts.Login.DeviceCodes.FindTyped(userCode) is not { } code)
        {
            return ControlRoutes.Problem("There is no such open device code.", 404);
        }

        bool isApproved = !body.TryGetProperty("approve", out JsonElement approve) || approve.ValueKind == JsonValueKind.True;
        User? user = parts.Store.Current.FindUser(Text(body, "user") ?? parts.AdminUpn);
        if (user is null)
        {
            return ControlRoutes.Problem("There is no such user.");
        }

        if (isApproved)
        {
            code.Approve(user.Id);
        }
        else
        {
            code.Decline();
        }

        return ControlRoutes.Json(new JsonObject { ["userCode"] = code.UserCode, ["approved"] = isApproved });
    }

    private static IResult SetLifetime(SandboxParts parts, JsonElement body)
    {
        if (!body.TryGetProperty("seconds", out JsonElement value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int seconds) || seconds < 1)
        {
            return ControlRoutes.Problem("seconds is a number from 1.");
        }

        parts.Tokens.Lifetime = TimeSpan.FromSeconds(seconds);
        return ControlRoutes.Json(new JsonObject { ["seconds"] = seconds });
    }

    private static JsonObject SignIns(LoginService login, long since) => new()
    {
        ["value"] = new JsonArray([.. login.Log.Since(since).Select(entry => new JsonObject
        {
            ["seq"] = entry.Seq,
            ["time"] = entry.Time.UtcDateTime.ToString("O"),
            ["endpoint"] = entry.Endpoint,
            ["grant"] = entry.Grant,
            ["clientId"] = entry.ClientId,
            ["user"] = entry.User,
            ["status"] = entry.Status,
            ["error"] = entry.Error,
            ["code"] = entry.Code,
        })]),
    };

    private static bool TryCertificate(string? pem, out X509Certificate2? certificate)
    {
        certificate = null;
        if (pem is null)
        {
            return true;
        }

        try
        {
            certificate = pem.Contains("-----BEGIN", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(pem)
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(pem));
            return true;
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string>? Texts(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ToString())]
            : null;
}
