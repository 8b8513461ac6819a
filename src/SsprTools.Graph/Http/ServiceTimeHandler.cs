namespace SsprTools.Graph.Http;

/// <summary>Tells the connection's <see cref="ServiceClock"/> the time that each answer carries.</summary>
internal sealed class ServiceTimeHandler(ServiceClock clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.Date is { } date)
        {
            clock.Learn(date);
        }

        return response;
    }
}
