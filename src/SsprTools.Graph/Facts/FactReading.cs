using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>Turns a read into a fact: known with its source and time, or unknown with the reason.</summary>
internal sealed class FactReading(SsprConnection connection)
{
    /// <param name="source">Where it is read, in an admin's words.</param>
    /// <param name="read">The read. What ends every command alike (no network, an expired token) is not caught.</param>
    public async Task<Fact<T>> ReadAsync<T>(string source, Func<Task<T?>> read)
    {
        try
        {
            var value = await read().ConfigureAwait(false);
            return Fact<T>.Known(value, source, connection.Clock.Now);
        }
        catch (SsprException error) when (!EndsCommand(error))
        {
            return Unknown<T>(source, error);
        }
    }

    /// <summary>The answers to many reads by their key. What befalls the batches as a whole is each unanswered read's error.</summary>
    public async Task<IReadOnlyDictionary<TKey, StepResult>> SendAsync<TKey>(IReadOnlyCollection<BatchStep<TKey>> steps, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var answers = new Dictionary<TKey, StepResult>(steps.Count);
        try
        {
            await foreach (var answer in new BatchClient(connection).SendAsync(steps, cancellationToken).ConfigureAwait(false))
            {
                answers[answer.Key] = new StepResult(answer.Body, answer.Status, answer.Error);
            }
        }
        catch (SsprException error) when (!EndsCommand(error))
        {
            foreach (var step in steps)
            {
                answers.TryAdd(step.Key, new StepResult(null, 0, error));
            }
        }

        return answers;
    }

    /// <summary>A fact from one of these answers.</summary>
    /// <param name="ifMissing">What a 404 means; <see langword="null"/>: nothing but an error.</param>
    public Fact<T> From<T>(string source, StepResult result, Func<StepResult, T?> read, Fact<T>? ifMissing = null)
    {
        if (result is { Status: 404 } && ifMissing is not null)
        {
            return ifMissing;
        }

        try
        {
            return result.Error is { } error ? Unknown<T>(source, error) : Fact<T>.Known(read(result), source, connection.Clock.Now);
        }
        catch (SsprException error)
        {
            return Unknown<T>(source, error);
        }
    }

    private static Fact<T> Unknown<T>(string source, SsprException error) => Fact<T>.Unknown($"{source}: {error.Message}");

    private static bool EndsCommand(SsprException error) => error.ErrorId
        is SsprErrorId.ServiceUnreachable or SsprErrorId.AccessTokenExpired or SsprErrorId.ForeignAddress or SsprErrorId.NotConnected;
}
