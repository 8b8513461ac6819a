namespace SsprTools.Graph.Http;

/// <summary>Turns every unsuccessful answer and every broken connection into one kind of exception, for the Graph SDK's requests too.</summary>
internal sealed class ErrorHandler(ServiceClock clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string ClientRequestId = "client-request-id";
    private const int MaxBody = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains(ClientRequestId))
        {
            // The one name that a request has when no answer tells the service's own.
            request.Headers.Add(ClientRequestId, Guid.NewGuid().ToString());
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw error.HttpRequestError == HttpRequestError.InvalidResponse && error.InnerException is System.Text.Json.JsonException
                ? Unreadable(request, error)
                : Unreachable(request, error);
        }

        if (response.IsSuccessStatusCode)
        {
            return response.Content.Headers.ContentType?.MediaType == "text/html" ? throw WebPage(request, response) : response;
        }

        using (response)
        {
            var body = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            var error = GraphError.Parse(
                (int)response.StatusCode,
                body,
                request.Method.Method,
                request.RequestUri!.AbsolutePath,
                RetryRules.RetryAfter(response, clock.Now));
            throw new GraphException(error with
            {
                Effort = Effort(request),
                RequestId = error.RequestId ?? Header(response, "request-id"),
                ClientRequestId = error.ClientRequestId ?? Header(response, ClientRequestId) ?? request.Headers.GetValues(ClientRequestId).First(),
                Date = error.Date ?? response.Headers.Date,
            });
        }
    }

    private static SsprException Unreadable(HttpRequestMessage request, HttpRequestException error) => new(
        SsprErrorId.UnexpectedAnswer,
        $"{request.Method} {request.RequestUri!.AbsolutePath}: {error.Message}.{Effort(request)?.Describe()}{Name(request)}",
        RetryRules.IsRead(request.Method) ? "Run the command again; if it stays so, report it with the -Verbose output." : "Look whether it was done before you run it again.",
        request.RequestUri.AbsolutePath,
        error);

    /// <summary>The request's own name, for Microsoft's support and for the proxy's log.</summary>
    internal static string Name(HttpRequestMessage request) => request.Headers.TryGetValues(ClientRequestId, out var ids) ? $" Client request id {ids.First()}." : "";

    /// <summary>A proxy's or a hotel's page where an answer should be: it may come with any status, 200 too.</summary>
    private static SsprException WebPage(HttpRequestMessage request, HttpResponseMessage response)
    {
        var id = Header(response, "request-id");
        response.Dispose();
        return new SsprException(
            SsprErrorId.UnexpectedAnswer,
            $"{request.RequestUri!.Authority} answered {request.Method} {request.RequestUri.AbsolutePath} with a web page instead of data." + (id is null ? Name(request) : $" Request id {id}."),
            "Something between here and the service answers for it: a proxy, a firewall or a sign-in page of the network. Check HTTPS_PROXY, then run the command again.",
            request.RequestUri.AbsolutePath);
    }

    internal static SsprException Unreachable(HttpRequestMessage request, Exception error)
    {
        error = AddressText.WithoutCredentials(error);
        var host = request.RequestUri!.GetLeftPart(UriPartial.Authority);
        return new SsprException(
            SsprErrorId.ServiceUnreachable,
            $"{host} did not answer: {error.Message.TrimEnd('.')}.{Effort(request)?.Describe()}{Name(request)}",
            error is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: System.Net.HttpStatusCode.ProxyAuthenticationRequired }
                || error.Message.Contains("407", StringComparison.Ordinal)
                ? GraphException.ProxyAdvice
                : "Check the network, the proxy, or whether the sandbox still runs; then run the command again.",
            host,
            error);
    }

    private static RequestEffort? Effort(HttpRequestMessage request) => request.Options.TryGetValue(RequestEffort.Option, out var effort) ? effort : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(stream);
            var buffer = new char[MaxBody];
            var read = await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
            return new string(buffer, 0, read);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // The status is known even when its body broke off.
            return null;
        }
    }
}
