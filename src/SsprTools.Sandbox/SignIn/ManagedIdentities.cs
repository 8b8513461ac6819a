using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Security;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SignIn;

/// <summary>The managed-identity endpoint as App Service has it: plain http on this machine, guarded by a header.</summary>
internal sealed class ManagedIdentities(LoginService login, TokenIssuer issuer, TokenService tokens, TenantStore store)
{
    public const string Path = "/_msi/token";

    private readonly string _header = RandomNumberGenerator.GetHexString(32);
    private Client? _system;

    /// <summary>Switches the identity on, or changes its roles; without a name it is the machine's own.</summary>
    public JsonObject Assign(string origin, string? name, IReadOnlyList<string>? roles)
    {
        JsonObject answer = new() { ["endpoint"] = origin + Path, ["header"] = _header };
        Client client = new(name is null && _system is not null ? _system.Id : Guid.NewGuid(), ClientKind.ManagedIdentity, name ?? "Sandbox machine")
        {
            Roles = roles,
        };
        login.Clients.Add(client);
        if (name is null)
        {
            _system = client;
        }

        answer["clientId"] = client.Id.ToString();
        return answer;
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (await login.Http.StrikeAsync(context, Path).ConfigureAwait(false))
        {
            return;
        }

        string? clientId = context.Request.Query["client_id"];
        (int status, JsonObject body) = Answer(context, clientId);
        login.Log.Add("msi", "managed_identity", clientId, user: null, status, error: null);
        await ControlRoutes.Json(body, status).ExecuteAsync(context).ConfigureAwait(false);
    }

    private (int Status, JsonObject Body) Answer(HttpContext context, string? clientId)
    {
        IQueryCollection query = context.Request.Query;
        if (_system is null && clientId is null)
        {
            return Problem(400, "No managed identity is assigned. POST /_sandbox/identity assigns one.");
        }

        if (context.Request.Headers["X-IDENTITY-HEADER"] != _header)
        {
            return Problem(401, "The X-IDENTITY-HEADER header is missing or wrong.");
        }

        if (query["api-version"] != "2019-08-01" || query["resource"].Count != 1)
        {
            return Problem(400, "api-version=2019-08-01 and one resource are expected.");
        }

        Client? client = clientId is null ? _system : login.Clients.Find(clientId);
        if (client is not { Kind: ClientKind.ManagedIdentity })
        {
            return Problem(400, "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
        }

        string resource = query["resource"].ToString().TrimEnd('/');
        try
        {
            if (ScopeRequest.Resource(resource, login.GraphOrigin, store.Current.Info.DisplayName) != Audiences.Graph)
            {
                return Problem(400, $"Audience {resource} is not a supported MSI token audience.");
            }
        }
        catch (LoginError problem)
        {
            return Problem(400, $"AADSTS{problem.Code}: {problem.Message}");
        }

        JsonObject answer = issuer.ForApp(client);

        // This endpoint names a moment, not a duration; it is said in the machine's time, by which the client judges it.
        answer["expires_on"] = (DateTimeOffset.UtcNow + tokens.Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        answer["resource"] = resource;
        answer["client_id"] = client.Id.ToString();
        _ = answer.Remove("ext_expires_in");
        return (200, answer);
    }

    private static (int Status, JsonObject Body) Problem(int status, string message) =>
        (status, new JsonObject { ["statusCode"] = status, ["message"] = message, ["correlationId"] = Guid.NewGuid().ToString() });
}
