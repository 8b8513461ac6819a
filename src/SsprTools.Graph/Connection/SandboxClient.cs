using System.Net;
using System.Text.Json;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Connection;

/// <summary>Asks a sandbox about itself. No token ever goes through here, and no proxy is between: it is on this machine.</summary>
internal sealed class SandboxClient
{
    private readonly Uri _address;

    /// <exception cref="SsprException"><see cref="SsprErrorId.NotASandbox"/>: the address is not on this machine.</exception>
    public SandboxClient(Uri address)
    {
        if (!address.IsAbsoluteUri || !address.IsLoopback)
        {
            throw SsprException.NotASandbox($"'{address}' is not a loopback address");
        }

        _address = address;
    }

    /// <summary>The network handler of an API of the sandbox, wrapped for tests that watch the requests.</summary>
    public static HttpMessageHandler Socket(Func<HttpMessageHandler, HttpMessageHandler>? wrap) => wrap?.Invoke(Direct()) ?? Direct();

    public async Task<SandboxDiscovery> DiscoverAsync(CancellationToken cancellationToken)
    {
        using var open = new HttpClient(Direct()) { BaseAddress = _address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("_sandbox", UriKind.Relative));
        try
        {
            using var response = await open.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw SsprException.NotASandbox($"it answered {(int)response.StatusCode} to the question");
            }

            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var found = JsonSerializer.Deserialize(text, SandboxJson.Default.SandboxDiscovery);
            return found is { Sandbox: true, Graph.IsLoopback: true, Portal.IsLoopback: true, Login.IsLoopback: true, Pages: not null, AccessToken: not null, PortalAccessToken: not null }
                ? found
                : throw SsprException.NotASandbox("its description is incomplete or points away from this machine");
        }
        catch (HttpRequestException error)
        {
            throw ErrorHandler.Unreachable(new HttpRequestMessage(HttpMethod.Get, _address), error);
        }
        catch (JsonException)
        {
            throw SsprException.NotASandbox("its description is not readable");
        }
    }

    private static SocketsHttpHandler Direct() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        UseProxy = false,
        UseCookies = false,
    };
}
