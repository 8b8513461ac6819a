using System.Net;
using System.Text;

namespace SsprTools.Graph.Tests.Http;

/// <summary>Stands for the network: answers from a function and remembers what was asked.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private int _count;

    public List<string> Requests { get; } = [];

    public List<string?> Bodies { get; } = [];

    public List<string?> Tokens { get; } = [];

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (Requests)
        {
            number = ++_count;
            Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            Tokens.Add(request.Headers.Authorization?.Parameter);
        }

        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Requests)
        {
            Bodies.Add(body);
        }

        var response = answer(request, number);
        response.RequestMessage = request;
        return response;
    }
}
