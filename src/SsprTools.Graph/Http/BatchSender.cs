using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Http;

/// <summary>Sends one <c>$batch</c> once, and tells for each of its requests what is known then.</summary>
internal sealed class BatchSender(SsprConnection connection)
{
    private static readonly Uri s_address = new("v1.0/$batch", UriKind.Relative);

    public async Task<BatchTry> SendAsync(IReadOnlyList<BatchStep> steps, CancellationToken cancellationToken)
    {
        IReadOnlyList<StepReply> replies;
        try
        {
            replies = await PostAsync(steps, cancellationToken).ConfigureAwait(false);
        }
        catch (GraphException error) when (error.Error.Status is 400 or 413 or 414)
        {
            // Refused as a whole, because of its form or length: one bad request shall not fail the other nineteen.
            return new([.. await Task.WhenAll(steps.Select(step => SendAloneAsync(step, cancellationToken))).ConfigureAwait(false)], null);
        }
        catch (SsprException error) when (LostWrite.IsInDoubt(error))
        {
            // A page of a proxy would come again; what breaks off may go well the next time.
            var page = error.ErrorId == SsprErrorId.UnexpectedAnswer && error.InnerException is null;
            return new(
                [.. steps.Select(step => page && step.IsRead ? null : new StepReply { Error = error })],
                page ? error : null);
        }
        catch (SsprException error)
        {
            return new([.. steps.Select(_ => (StepReply?)null)], error);
        }

        var settled = new StepReply?[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            // Refused for its token, though the batch's own was taken: by itself it meets the pipeline, which renews the token once.
            settled[i] = replies[i].Status == 401 ? await SendAloneAsync(steps[i], cancellationToken).ConfigureAwait(false) : replies[i];
        }

        return new(settled, null);
    }

    private async Task<IReadOnlyList<StepReply>> PostAsync(IReadOnlyList<BatchStep> steps, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, s_address) { Content = new ByteArrayContent(BatchJson.Write(steps)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Options.Set(RetryHandler.Streamed, true);
        request.Options.Set(RequestCost.Option, RequestCost.Of(steps));
        using var response = await connection.GraphHttp.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(connection.Limits.Try);
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            var reply = await JsonSerializer.DeserializeAsync(stream, BatchJsonContext.Default.BatchReply, limit.Token).ConfigureAwait(false);
            return BatchReplies.Sort(steps, reply?.Responses ?? throw new JsonException("no responses"), response.Headers.Date ?? connection.Clock.Now, ErrorHandler.Name(request));
        }
        catch (Exception error) when (error is JsonException or IOException or HttpRequestException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [.. steps.Select(step => BatchReplies.Unanswered(step, "the batch's answer could not be read to its end", ErrorHandler.Name(request), error))];
        }
    }

    /// <summary>Sends a request outside of any batch.</summary>
    private async Task<StepReply> SendAloneAsync(BatchStep step, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(step.Method), new Uri("v1.0/" + step.Url.TrimStart('/'), UriKind.Relative));
        foreach (var (name, value) in step.Headers ?? StepReply.NoHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (step.Body is not null)
        {
            request.Content = new StringContent(step.Body, Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await connection.GraphHttp.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(connection.Limits.Try);
            var bytes = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            using var document = bytes.Length == 0 ? null : JsonDocument.Parse(bytes);
            return new()
            {
                Status = (int)response.StatusCode,
                Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
                Body = document?.RootElement.Clone(),
                IsFinal = true,
            };
        }
        catch (SsprException error)
        {
            return new() { Status = (error as GraphException)?.Error.Status ?? 0, Error = error, IsFinal = true };
        }
        catch (Exception error) when (error is JsonException or IOException or HttpRequestException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return BatchReplies.Unanswered(step, "its answer could not be read to its end", ErrorHandler.Name(request), error) with { IsFinal = true };
        }
    }
}
