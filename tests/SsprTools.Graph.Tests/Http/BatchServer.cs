using System.Net;
using System.Text.Json.Nodes;

namespace SsprTools.Graph.Tests.Http;

/// <summary>Stands for a service that takes batches: each request of one is answered by a function, which may also spoil the whole.</summary>
internal sealed class BatchServer : HttpMessageHandler
{
    private readonly object _lock = new();
    private readonly Dictionary<string, int> _seen = [];

    /// <summary>Status, headers and body of one request, by "METHOD /url" and the how-manieth time it comes; <see langword="null"/>: no entry.</summary>
    public Func<string, int, (int Status, string? RetryAfter, JsonNode? Body)?> Step { get; init; } = (_, _) => (200, null, new JsonObject());

    /// <summary>What becomes of the whole answer to the n-th batch, after its requests were done.</summary>
    public Func<int, JsonArray, HttpResponseMessage>? Whole { get; init; }

    /// <summary>Strikes before anything of the n-th batch is done.</summary>
    public Func<int, HttpResponseMessage?>? Before { get; init; }

    /// <summary>Called with the number of requests of each batch.</summary>
    public List<int> Sizes { get; } = [];

    /// <summary>Every request that reached the service, in batches and alone.</summary>
    public List<string> Done { get; } = [];

    public List<string> Alone { get; } = [];

    public int AtOnce { get; private set; }

    private int _underWay;

    /// <summary>Holds back the answer to the n-th batch.</summary>
    public Func<int, Task>? Until { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath != "/v1.0/$batch")
        {
            lock (_lock)
            {
                Alone.Add($"{request.Method} {request.RequestUri.AbsolutePath["/v1.0".Length..]}");
            }

            return StubHandler.Json("""{"alone":true}""");
        }

        var steps = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["requests"]!.AsArray();
        int number;
        lock (_lock)
        {
            Sizes.Add(steps.Count);
            number = Sizes.Count;
            AtOnce = Math.Max(AtOnce, ++_underWay);
        }

        try
        {
            if (Until is not null)
            {
                await Until(number).WaitAsync(cancellationToken);
            }

            if (Before?.Invoke(number) is { } struck)
            {
                return struck;
            }

            var answers = new JsonArray();
            lock (_lock)
            {
                // In any order, as the service does.
                foreach (var step in steps.Reverse())
                {
                    Answer(step!, answers);
                }
            }

            return Whole?.Invoke(number, answers) ?? Reply(answers);
        }
        finally
        {
            lock (_lock)
            {
                _underWay--;
            }
        }
    }

    public static HttpResponseMessage Reply(JsonArray answers) =>
        StubHandler.Json(new JsonObject { ["responses"] = answers.DeepClone() }.ToJsonString());

    public static HttpResponseMessage Broken() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    public static HttpResponseMessage Status(int status) => new((HttpStatusCode)status) { Content = new StringContent("") };

    private void Answer(JsonNode step, JsonArray answers)
    {
        var line = $"{step["method"]} {step["url"]}";
        var time = _seen[line] = _seen.GetValueOrDefault(line) + 1;
        if (Step(line, time) is not { } answer)
        {
            return;
        }

        if (answer.Status is >= 200 and < 300)
        {
            Done.Add(line);
        }

        var headers = new JsonObject { ["Content-Type"] = "application/json" };
        if (answer.RetryAfter is not null)
        {
            headers["Retry-After"] = answer.RetryAfter;
        }

        answers.Add(new JsonObject
        {
            ["id"] = step["id"]!.DeepClone(),
            ["status"] = answer.Status,
            ["headers"] = headers,
            ["body"] = answer.Body,
        });
    }
}
