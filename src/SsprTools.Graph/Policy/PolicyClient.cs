using System.Text;
using System.Text.Json;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Reads and writes the sections of the policy. The portal's own are behind the undocumented API that its password reset pages call: delegated only,
/// role Authentication Policy Administrator (facts/graph.md 2.2 to 2.5). The others are documented Graph (1.7, 1.8); what the reset service keeps for administrators
/// is a second undocumented API (2.7).
/// </summary>
internal sealed class PolicyClient(SsprConnection connection)
{
    public const string PortalPath = "api/PasswordReset/PasswordResetPolicies";
    public const string OnPremisesPath = "api/PasswordReset/OnPremisesPasswordResetPolicies";
    public const string MethodsPath = "policies/authenticationMethodsPolicy";
    public const string AuthorizationPath = "policies/authorizationPolicy";
    public const string AdministratorsPath = "v1.0/policies/adminPasswordResetPolicy";

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The sections of one part.</summary>
    /// <param name="withGroupName">Asks the portal for the selected group's name too.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedPolicy"/>, <see cref="SsprErrorId.UnexpectedAnswer"/></exception>
    public async Task<IReadOnlyDictionary<string, JsonFields>> ReadAsync(PolicyPart part, bool withGroupName, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case PolicyPart.Portal:
                var text = await PortalAsync(HttpMethod.Get, withGroupName ? PortalPath + "?getPasswordResetEnabledGroup=true" : PortalPath, null, cancellationToken).ConfigureAwait(false);
                return Only(PolicySection.Portal, PolicyDocument.Parse(text).Fields);
            case PolicyPart.OnPremises:
                return Only(PolicySection.OnPremises, OnPremises(await PortalAsync(HttpMethod.Get, OnPremisesPath, null, cancellationToken).ConfigureAwait(false)));
            case PolicyPart.Methods:
                return MethodsPolicyJson.Read(await GraphAsync(HttpMethod.Get, MethodsPath, null, cancellationToken).ConfigureAwait(false));
            case PolicyPart.Authorization:
                return MethodsPolicyJson.ReadAuthorization(await GraphAsync(HttpMethod.Get, AuthorizationPath, null, cancellationToken).ConfigureAwait(false));
            case PolicyPart.Administrators:
                return Only(PolicySection.Administrators, await AdministratorsAsync(cancellationToken).ConfigureAwait(false));
            default:
                throw new ArgumentOutOfRangeException(nameof(part), part, "One part at a time.");
        }
    }

    /// <summary>Sends a step's request. What the portal's API answers is not documented, so nothing is concluded from it.</summary>
    public Task SendAsync(PolicyStep step, CancellationToken cancellationToken) => step.IsPortal
        ? PortalAsync(step.Method, step.Path, step.Body, cancellationToken)
        : GraphAsync(step.Method, step.Path, step.Body, cancellationToken);

    private static Dictionary<string, JsonFields> Only(string section, JsonFields fields) => new() { [section] = fields };

    private static JsonFields OnPremises(string text)
    {
        try
        {
            var fields = JsonFields.Parse(text);
            PolicyDocument.Check(fields, [PolicyField.Writeback, PolicyField.AccountUnlock], "yes or no", static value => value is bool);
            return fields;
        }
        catch (JsonException error)
        {
            throw PolicyDocument.Unexpected("its on-premises part is no readable JSON object", error);
        }
    }

    private async Task<JsonFields> AdministratorsAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(AdministratorsPath, UriKind.Relative));
        request.Headers.Add("X-Ms-Client-Session-Id", Guid.NewGuid().ToString());
        var text = await SendAsync(connection.ResetServiceHttp, request, null, why => MethodsPolicyJson.Unexpected(AdministratorsPath, why), cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonFields.Parse(text);
        }
        catch (JsonException error)
        {
            throw MethodsPolicyJson.Unexpected(AdministratorsPath, error);
        }
    }

    private async Task<string> PortalAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        request.Headers.Add("x-ms-client-request-id", Guid.NewGuid().ToString());
        request.Headers.Add("x-ms-correlation-id", Guid.NewGuid().ToString());
        return await SendAsync(connection.PortalHttp, request, body, why => PolicyDocument.Unexpected("it broke off, or is no text", why), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> GraphAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"v1.0/{path}", UriKind.Relative));
        return await SendAsync(connection.GraphHttp, request, body, why => MethodsPolicyJson.Unexpected(path, why), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> SendAsync(
        HttpClient http, HttpRequestMessage request, string? body, Func<Exception, SsprException> unreadable, CancellationToken cancellationToken)
    {
        // Each section's reader knows better what is wrong with an answer.
        request.Options.Set(RetryHandler.AnyBody, true);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (request.Method != HttpMethod.Get)
        {
            // Its success is all that counts; reading back tells the rest.
            return "";
        }

        try
        {
            // JSON is UTF-8, whatever the header says of it. A byte that is no text would be replaced unseen, and what goes back would not be what came.
            return s_strict.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)).TrimStart('\uFEFF');
        }
        catch (Exception error) when (error is HttpRequestException or IOException or DecoderFallbackException)
        {
            throw unreadable(error);
        }
    }
}
