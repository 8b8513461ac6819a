using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Decides what an app may have, and writes the answer of the token endpoint.</summary>
internal sealed class TokenIssuer(SandboxClock clock, TokenService tokens, TenantStore store, IdTokens idTokens)
{
    // graph.md does not say; Microsoft documents 90 days without use.
    private static readonly TimeSpan s_refreshLifetime = TimeSpan.FromDays(90);

    private readonly Vault<UserGrant> _refreshTokens = new(clock, s_refreshLifetime);

    /// <summary>Refuses what a user's app was not given: the portal to apps that are not preauthorised, scopes without consent.</summary>
    public static void RequireConsent(Client client, ScopeRequest scope)
    {
        if (scope.Audience != Audiences.Graph)
        {
            if (!client.MayUsePortal)
            {
                throw LoginErrors.NotPreauthorised(client.Id, scope.Audience);
            }

            return;
        }

        if (client.Scopes is { } consented
            && (scope.IsDefault ? consented.Count == 0 : scope.Names.Except(consented, StringComparer.OrdinalIgnoreCase).Any()))
        {
            throw LoginErrors.NoConsent(client.Id, client.Name);
        }
    }

    public JsonObject ForApp(Client client, string? claims = null)
    {
        TokenRequest request = new(Audiences.Graph)
        {
            AppOnly = true, Roles = client.Roles, AppId = client.Id.ToString(), AppName = client.Name, PrincipalId = client.PrincipalId,
            Challenge = ClaimsRequest.NotBefore(claims),
        };
        (string token, _) = tokens.Mint(request, store.Current, user: null);
        return Answer(token);
    }

    public JsonObject ForUser(UserGrant grant, LoginCall call)
    {
        TenantState state = store.Current;
        User user = state.Users.Find(grant.UserId) ?? throw LoginErrors.UnknownUser(grant.UserId.ToString(), state.Info.DisplayName);
        UserSignIns.RequireActive(user);
        (Client client, ScopeRequest scope) = (grant.Client, grant.Scope);
        RequireConsent(client, scope);
        TokenRequest request = new(scope.Audience)
        {
            Scopes = scope.IsDefault ? client.Scopes : scope.Names, AppId = client.Id.ToString(), AppName = client.Name,
            Challenge = ClaimsRequest.NotBefore(call["claims"]),
        };
        (string token, _) = tokens.Mint(request, state, user);
        JsonObject answer = Answer(token);
        answer["scope"] = scope.Text;
        if (scope.IsOffline)
        {
            answer["refresh_token"] = _refreshTokens.Add(grant);
        }

        if (scope.IsOpenId)
        {
            answer["id_token"] = idTokens.Mint(grant, user, state, call.Origin, tokens.Lifetime);
        }

        if (call["client_info"] == "1")
        {
            JsonObject info = new() { ["uid"] = user.Id.ToString(), ["utid"] = state.Info.Id.ToString() };
            answer["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(info.ToJsonString()));
        }

        return answer;
    }

    /// <summary>The sign-in that a refresh token stands for, unless it was revoked since.</summary>
    public UserGrant Refresh(string token, Client client)
    {
        UserGrant grant = _refreshTokens.Find(token, out bool isExpired) is { } found && found.Client.Id == client.Id ? found : throw LoginErrors.BadCode;
        if (isExpired)
        {
            throw LoginErrors.RefreshExpired;
        }

        User? user = store.Current.Users.Find(grant.UserId);
        return user is not null && (user.SessionsValidFrom > grant.SignedIn || user.Password.ChangedDateTime > grant.SignedIn)
            ? throw LoginErrors.Revoked
            : grant;
    }

    private JsonObject Answer(string token)
    {
        int seconds = (int)tokens.Lifetime.TotalSeconds;
        return new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = seconds, ["ext_expires_in"] = seconds, ["access_token"] = token };
    }
}
