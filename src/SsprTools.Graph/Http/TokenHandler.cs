using System.Net;
using System.Net.Http.Headers;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>
/// Adds the bearer token, to the connection's own host and to no other, and asks once for a new one when the service refuses it.
/// </summary>
internal sealed class TokenHandler(ITokenSource tokens, Uri home, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        // No token goes in the clear but to a sandbox on this machine.
        if (!SameOrigin(address, home) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            throw SsprException.ForeignAddress(address, home);
        }

        var token = await tokens.GetTokenAsync(null, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !tokens.CanRenew)
        {
            return response;
        }

        var refusal = new TokenRefusal(token, ClaimsChallenge.Read(response));
        response.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", await tokens.GetTokenAsync(refusal, cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    internal static bool SameOrigin(Uri address, Uri home) =>
        address.IsAbsoluteUri
        && address.Scheme == home.Scheme
        && string.Equals(address.IdnHost, home.IdnHost, StringComparison.OrdinalIgnoreCase)
        && address.Port == home.Port;
}
