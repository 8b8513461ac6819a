using System.Text.Json;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Security;

namespace SsprTools.Sandbox.Graph.Http;

/// <summary>POST $batch (graph.md 1.14): at most 20 requests, run in the order that dependsOn asks for.</summary>
internal sealed class BatchHandler(Service service, GraphDispatcher dispatcher, TokenService tokens, RequestLog log)
{
    private const int Most = 20;

    public GraphResult Handle(GraphRequest request)
    {
        try
        {
            request.Token = dispatcher.Authenticate(request);
            if (request.Method != "POST")
            {
                throw Errors.MethodNotAllowed();
            }

            List<BatchStep> steps = Read(request);
            Dictionary<string, GraphResult> results = [];
            List<BatchStep> answered = [];
            foreach (BatchStep step in steps)
            {
                (GraphResult result, int answers) = Run(request, step, results);
                results.Add(step.Id, result);
                answered.AddRange(Enumerable.Repeat(step, answers));
            }

            return Response(answered, results);
        }
        catch (GraphError error)
        {
            return dispatcher.Failed(request, error);
        }
    }

    private static List<BatchStep> Read(GraphRequest request)
    {
        JsonElement body = BodyReader.ReadParameters(request, "requests");
        if (!body.TryGetProperty("requests", out JsonElement requests) || requests.ValueKind != JsonValueKind.Array)
        {
            throw Invalid("Invalid batch payload format.");
        }

        if (requests.GetArrayLength() > Most)
        {
            throw Invalid($"Number of batch request steps exceeds the maximum value of {Most}.");
        }

        List<BatchStep> steps = [];
        foreach (JsonElement item in requests.EnumerateArray())
        {
            BatchStep step = BatchStep.Read(item);
            if (steps.Exists(known => known.Id == step.Id))
            {
                throw Invalid("Request Id values must be unique in a batch.");
            }

            // The service asks for dependencies that stand earlier in the list.
            if (step.DependsOn.Any(id => !steps.Exists(known => known.Id == id)))
            {
                throw Invalid($"Request '{step.Id}' depends on a request that does not exist or does not precede it.");
            }

            steps.Add(step);
        }

        return steps;
    }

    /// <summary>What a step gave, and how often the answer tells it.</summary>
    private (GraphResult Result, int Answers) Run(GraphRequest outer, BatchStep step, Dictionary<string, GraphResult> results)
    {
        GraphRequest request = step.Request(outer, service.Switches.BatchStepsMayAuthorize);
        WireCall call = new(service.Faults, request.Method, $"/{request.Version}/{request.Path}", isStep: true);
        GraphResult result = step.DependsOn.Any(id => results[id].Status >= 400)
            ? dispatcher.Failed(request, new GraphError(424, "FailedDependency", "Failed Dependency"))
            : Run(request, call);
        int answers = call.IsStruckBy(FaultNames.StepLost) ? 0 : call.IsStruckBy(FaultNames.StepTwice) ? 2 : 1;
        log.Add(new RequestLogEntry(
            0, service.Clock.Now, request.Method, call.Path, request.QueryString, result.Status,
            step.Body?.GetRawText().Length ?? 0, step.Id, call.Struck) { RetryAfter = result.RetryAfter });
        return (result, answers);
    }

    private GraphResult Run(GraphRequest request, WireCall call)
    {
        if (WireFaults.Strike(call, tokens, request.Headers.GetValueOrDefault("Authorization"), service.Clock.Now) is { } struck)
        {
            return dispatcher.Failed(request, struck);
        }

        GraphResult result = dispatcher.Dispatch(request);
        return WireFaults.StrikeAfter(call) is { } lost ? dispatcher.Failed(request, lost) : result;
    }

    private static GraphResult Response(List<BatchStep> steps, Dictionary<string, GraphResult> results) => GraphResult.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("responses");
        foreach (BatchStep step in steps)
        {
            GraphResult result = results[step.Id];
            writer.WriteStartObject();
            writer.WriteString("id", step.Id);
            writer.WriteNumber("status", result.Status);
            writer.WriteStartObject("headers");
            writer.WriteString("Cache-Control", "no-cache");
            foreach ((string name, string value) in result.Headers)
            {
                writer.WriteString(name, value);
            }

            if (result.Body is not null)
            {
                writer.WriteString("Content-Type", "application/json");
            }

            writer.WriteEndObject();
            if (result.Body is not null)
            {
                writer.WritePropertyName("body");
                result.Body(writer);
            }
            else if (result.Text is not null)
            {
                writer.WriteString("body", result.Text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static GraphError Invalid(string message) => new(400, "BadRequest", message);
}
