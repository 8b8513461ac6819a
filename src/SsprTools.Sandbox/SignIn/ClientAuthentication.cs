using System.Text;

namespace SsprTools.Sandbox.SignIn;

/// <summary>Which app calls the token endpoint, and whether it has proved that.</summary>
internal static class ClientAuthentication
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static Client Authenticate(LoginCall call, ClientRegistry clients, string tenantName)
    {
        (string? id, string? secret) = Basic(call.Authorization) ?? (call["client_id"], call["client_secret"]);
        Client client = Find(clients, id ?? throw LoginErrors.Missing("client_id"), tenantName);
        string? assertion = call["client_assertion"];
        if (client.Kind == ClientKind.Public)
        {
            return secret is null && assertion is null ? client : throw LoginErrors.PublicClient;
        }

        if (assertion is not null)
        {
            return call["client_assertion_type"] == JwtBearer
                ? Asserted(client, assertion, call.Address)
                : throw LoginErrors.Missing("client_assertion_type");
        }

        if (secret is null)
        {
            throw LoginErrors.NoCredential;
        }

        return client.HasSecret(secret) ? client : throw LoginErrors.BadSecret(client.Id);
    }

    /// <summary>The app that a request names; managed identities do not come this way.</summary>
    public static Client Find(ClientRegistry clients, string id, string tenantName) =>
        clients.Find(id) is { Kind: not ClientKind.ManagedIdentity } client ? client : throw LoginErrors.UnknownClient(id, tenantName);

    private static Client Asserted(Client client, string assertion, string endpoint)
    {
        AssertionCheck.Verify(client, assertion, endpoint);
        return client;
    }

    private static (string? Id, string? Secret)? Basic(string? header)
    {
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out int length))
        {
            return null;
        }

        string[] pair = Encoding.UTF8.GetString(bytes[..length]).Split(':', 2);
        return pair.Length == 2 ? (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])) : null;
    }
}
