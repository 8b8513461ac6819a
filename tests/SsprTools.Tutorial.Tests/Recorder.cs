using System.Collections.Concurrent;

namespace SsprTools.Tutorial.Tests;

/// <summary>Writes down everything that passes the wire.</summary>
internal sealed class Recorder(HttpMessageHandler inner, ConcurrentQueue<Exchange> exchanges) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        exchanges.Enqueue(new Exchange(request.Method.Method, request.RequestUri!, body, (int)response.StatusCode, answer.Length == 0 ? null : answer));
        return response;
    }
}
