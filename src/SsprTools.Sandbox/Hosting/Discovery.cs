using System.Text.Json.Nodes;
using SsprTools.Sandbox.Budgets;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Hosting;

/// <summary>The discovery document: addresses and fresh tokens of the tenant's administrator.</summary>
internal static class Discovery
{
    public static JsonObject Document(SandboxParts parts, HttpContext context) =>
        Document(parts, $"{context.Request.Scheme}://{context.Request.Host}");

    public static JsonObject Document(SandboxParts parts, string origin)
    {
        TenantState state = parts.Store.Current;
        User? admin = state.FindUser(parts.AdminUpn);
        (string graph, DateTimeOffset expires) = parts.Tokens.Mint(new TokenRequest(Audiences.Graph), state, admin);
        (string portal, _) = parts.Tokens.Mint(new TokenRequest(Audiences.Portal), state, admin);
        (string reset, _) = parts.Tokens.Mint(new TokenRequest(Audiences.PasswordReset), state, admin);
        JsonObject document = new()
        {
            ["sandbox"] = true,
            ["version"] = typeof(Discovery).Assembly.GetName().Version!.ToString(3),
            ["graph"] = origin,
            ["portal"] = $"{origin}/portal",
            ["passwordReset"] = $"{origin}/passwordreset",
            ["login"] = parts.Login.Origin,
            ["loginCertificateSha256"] = parts.Login.CertificateSha256,
            ["pages"] = origin,
            ["tenantId"] = state.Info.Id.ToString(),
            ["tenantDisplayName"] = state.Info.DisplayName,
            ["defaultDomain"] = state.Info.DefaultDomain.Name,
            ["account"] = parts.AdminUpn,
            ["accessToken"] = graph,
            ["portalAccessToken"] = portal,
            ["passwordResetAccessToken"] = reset,
            ["expiresOn"] = expires.UtcDateTime.ToString("O"),
            ["processId"] = Environment.ProcessId,
        };
        if (BudgetRoutes.Kept(parts) is { } budgets)
        {
            document["budgets"] = budgets;
        }

        return document;
    }
}
