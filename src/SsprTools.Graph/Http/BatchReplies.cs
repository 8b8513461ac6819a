using System.Text.Json;

namespace SsprTools.Graph.Http;

/// <summary>Sorts the entries of a <c>$batch</c> answer to the requests that they answer; they come in any order.</summary>
internal static class BatchReplies
{
    /// <param name="steps">What was sent.</param>
    /// <param name="entries">What came.</param>
    /// <param name="now">The service's time, for a Retry-After that is a date.</param>
    /// <param name="name">The batch's own name, as the end of a message.</param>
    /// <returns>One for each request; what has no entry, two, or one without a status counts as not answered.</returns>
    public static IReadOnlyList<StepReply> Sort(IReadOnlyList<BatchStep> steps, IReadOnlyList<JsonElement> entries, DateTimeOffset now, string name)
    {
        var replies = new StepReply?[steps.Count];
        var twice = new bool[steps.Count];
        foreach (var entry in entries)
        {
            if (Place(entry, steps.Count) is not { } place)
            {
                continue;
            }

            twice[place] = replies[place] is not null;
            replies[place] = Read(steps[place], entry, now, name);
        }

        return [.. steps.Select((step, place) =>
            twice[place] ? Unanswered(step, "it was answered twice", name)
            : replies[place] ?? Unanswered(step, "the batch was answered without it", name))];
    }

    public static StepReply Unanswered(BatchStep step, string why, string name, Exception? inner = null) => new()
    {
        Error = new SsprException(
            SsprErrorId.UnexpectedAnswer,
            $"{step.Method} {step.Path} got no readable answer: {why}.{name}",
            "Run the command again; if it stays so, report it with the -Verbose output.",
            step.Path,
            inner),
    };

    private static int? Place(JsonElement entry, int count)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("id", out var id))
        {
            return null;
        }

        return int.TryParse(id.ToString(), out var number) && number >= 1 && number <= count ? number - 1 : null;
    }

    private static StepReply Read(BatchStep step, JsonElement entry, DateTimeOffset now, string name)
    {
        if (!entry.TryGetProperty("status", out var found) || found.ValueKind != JsonValueKind.Number || !found.TryGetInt32(out var status) || status is < 100 or > 599)
        {
            return Unanswered(step, "its answer has no status", name);
        }

        var headers = Headers(entry);
        JsonElement? body = entry.TryGetProperty("body", out var content) && content.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? content : null;
        var asked = RetryRules.RetryAfter(headers.GetValueOrDefault("Retry-After"), now);
        if (status is < 200 or > 299)
        {
            var error = new GraphError { Status = status, Method = step.Method, Path = step.Path, RetryAfter = asked };
            error = body is { } details ? GraphError.Read(error, details) : error;
            return new() { Status = status, Headers = headers, RetryAfter = asked, Error = new GraphException(error with { RequestId = error.RequestId ?? headers.GetValueOrDefault("request-id") }) };
        }

        return headers.GetValueOrDefault("Content-Type")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true
            ? Unanswered(step, "a web page came instead of data", name)
            : new() { Status = status, Headers = headers, Body = body };
    }

    private static Dictionary<string, string> Headers(JsonElement entry)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (entry.TryGetProperty("headers", out var found) && found.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in found.EnumerateObject())
            {
                headers[header.Name] = header.Value.ToString();
            }
        }

        return headers;
    }
}
