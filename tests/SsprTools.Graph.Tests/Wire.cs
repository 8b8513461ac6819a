using System.Net;
using System.Text;

namespace SsprTools.Graph.Tests;

/// <summary>Stands for the network: writes down what was sent and answers from a script; 204 where the script has nothing.</summary>
internal sealed class Wire : HttpMessageHandler
{
    private readonly List<(Func<WireRequest, bool> Matches, Func<WireRequest, (int Status, string Body)> Answer)> _script = [];

    public List<WireRequest> Requests { get; } = [];

    public IEnumerable<WireRequest> Writes => Requests.Where(request => !request.Line.StartsWith("GET ", StringComparison.Ordinal));

    /// <summary>Answers each request whose line starts so; a later rule goes before an earlier one.</summary>
    public Wire On(string start, int status, string body = "") => On(start, _ => (status, body));

    public Wire On(string start, Func<WireRequest, (int Status, string Body)> answer)
    {
        _script.Insert(0, (request => request.Line.StartsWith(start, StringComparison.Ordinal), answer));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new WireRequest(
            $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery)}",
            body,
            request.Headers.TryGetValues("ConsistencyLevel", out var level) ? level.Single() : null);
        Requests.Add(seen);
        var (status, answer) = _script.Where(rule => rule.Matches(seen)).Select(rule => rule.Answer).FirstOrDefault()?.Invoke(seen) ?? (204, "");
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(answer, Encoding.UTF8, "application/json"), RequestMessage = request };
    }
}
