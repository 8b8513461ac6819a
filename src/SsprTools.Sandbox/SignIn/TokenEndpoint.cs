using System.Text.Json.Nodes;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>POST /{tenant}/oauth2/v2.0/token and /devicecode: every grant.</summary>
internal sealed class TokenEndpoint(LoginService login, SandboxClock clock, TenantStore store, TokenIssuer issuer, UserSignIns users)
{
    private string TenantName => store.Current.Info.DisplayName;

    public JsonObject Token(LoginCall call)
    {
        string grant = call.Require("grant_type");
        Client client = ClientAuthentication.Authenticate(call, login.Clients, TenantName);
        return grant switch
        {
            "client_credentials" => ForApp(call, client),
            "authorization_code" => issuer.ForUser(FromCode(call, client), call),
            "refresh_token" => issuer.ForUser(FromRefreshToken(call, client), call),
            "device_code" or "urn:ietf:params:oauth:grant-type:device_code" => issuer.ForUser(FromDeviceCode(call, client), call),
            "password" => issuer.ForUser(FromPassword(call, client), call),
            _ => throw LoginErrors.UnknownGrant(grant),
        };
    }

    public JsonObject DeviceCode(LoginCall call)
    {
        Client client = ClientAuthentication.Find(login.Clients, call.Require("client_id"), TenantName);
        ScopeRequest scope = Scope(call);

        // The service says this at the other screen; here the device is told, which would otherwise ask for nothing until its code expires.
        TokenIssuer.RequireConsent(client, scope);
        (string key, DeviceCode code) = login.DeviceCodes.Open(client, scope);
        string address = $"{call.Origin}/devicelogin";
        return new JsonObject
        {
            ["user_code"] = code.UserCode,
            ["device_code"] = key,
            ["verification_uri"] = address,
            ["expires_in"] = (int)DeviceCodes.Lifetime.TotalSeconds,
            ["interval"] = (int)DeviceCodes.Interval.TotalSeconds,
            ["message"] = $"To sign in, use a web browser to open the page {address} and enter the code {code.UserCode} to authenticate.",
        };
    }

    private JsonObject ForApp(LoginCall call, Client client)
    {
        if (client.Kind == ClientKind.Public)
        {
            throw LoginErrors.NoCredential;
        }

        if (LoginService.IsAnyTenant(call.Tenant))
        {
            throw LoginErrors.NoTenant;
        }

        ScopeRequest scope = Scope(call);
        if (!scope.IsDefault)
        {
            throw LoginErrors.NotDefaultScope(scope.Text);
        }

        return scope.Audience == Audiences.Graph ? issuer.ForApp(client, call["claims"]) : throw LoginErrors.NotForApps(scope.Audience);
    }

    private UserGrant FromCode(LoginCall call, Client client)
    {
        AuthorizationCode code = login.Codes.Find(call.Require("code"), out bool isExpired) is { } found && found.Grant.Client.Id == client.Id
            ? found
            : throw LoginErrors.BadCode;
        if (isExpired)
        {
            throw LoginErrors.CodeExpired;
        }

        if (code.RedirectText != call["redirect_uri"])
        {
            throw LoginErrors.BadRedirect(call["redirect_uri"], client.Id);
        }

        if (!code.IsProvedBy(call["code_verifier"]))
        {
            throw LoginErrors.BadVerifier;
        }

        return code.TryRedeem() ? code.Grant : throw LoginErrors.CodeUsed;
    }

    // A refresh token does for any resource the app may have, so the scope may be another one than at sign-in.
    private UserGrant FromRefreshToken(LoginCall call, Client client)
    {
        UserGrant grant = issuer.Refresh(call.Require("refresh_token"), client);
        return call["scope"] is null ? grant : grant with { Scope = Scope(call) with { IsOffline = true } };
    }

    private UserGrant FromDeviceCode(LoginCall call, Client client)
    {
        (Guid userId, DeviceCode code) = login.DeviceCodes.Redeem(call.Require("device_code"), client);
        return new UserGrant(userId, client, code.Scope, clock.Now);
    }

    private UserGrant FromPassword(LoginCall call, Client client)
    {
        ScopeRequest scope = Scope(call);
        User user = users.WithPassword(
            call.Require("username"), call["password"], UserSignIns.Attempt(client, scope, call, call.CorrelationId, SignInAttempt.NativeApp));
        return new UserGrant(user.Id, client, scope, clock.Now);
    }

    private ScopeRequest Scope(LoginCall call) => ScopeRequest.Parse(call.Require("scope"), login.GraphOrigin, TenantName);
}
