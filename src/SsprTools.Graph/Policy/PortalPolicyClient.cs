using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>
/// The undocumented API that the Entra portal's password reset pages call. Delegated only; role: Authentication Policy Administrator.
/// Source: facts/graph.md 2.2 to 2.5.
/// </summary>
internal sealed class PortalPolicyClient(SsprConnection connection)
{
    public const string Path = "api/PasswordReset/PasswordResetPolicies";
    public const string OnPremisesPath = "api/PasswordReset/OnPremisesPasswordResetPolicies";

    /// <summary>The whole policy.</summary>
    /// <param name="withGroupName">Asks for the selected group's name too.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedPolicy"/></exception>
    public async Task<PolicyDocument> GetAsync(bool withGroupName, CancellationToken cancellationToken)
    {
        var path = withGroupName ? Path + "?getPasswordResetEnabledGroup=true" : Path;
        return PolicyDocument.Parse(await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The on-premises object, as it comes.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedPolicy"/></exception>
    public async Task<JsonObject> GetOnPremisesAsync(CancellationToken cancellationToken)
    {
        var text = await SendAsync(HttpMethod.Get, OnPremisesPath, null, cancellationToken).ConfigureAwait(false);
        try
        {
            var root = JsonNode.Parse(text) as JsonObject ?? throw PolicyDocument.Unexpected("its on-premises part is no JSON object");
            _ = root.Count;
            return root;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw PolicyDocument.Unexpected("its on-premises part is no readable JSON", error);
        }
    }

    /// <summary>Writes the whole policy. What the service answers is not documented, so nothing is concluded from it.</summary>
    public Task PutAsync(PolicyDocument policy, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, Path, policy.ToJson(), cancellationToken);

    private async Task<string> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var http = connection.PortalHttp;
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        request.Headers.Add("x-ms-client-request-id", Guid.NewGuid().ToString());
        request.Headers.Add("x-ms-correlation-id", Guid.NewGuid().ToString());
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (method != HttpMethod.Get)
        {
            // Its success is all that counts; reading back tells the rest.
            return "";
        }

        try
        {
            return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw PolicyDocument.Unexpected("it broke off", error);
        }
    }
}
