using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SsprTools.Graph.Http;

/// <summary>What the service said to one request within a <c>$batch</c>, in the end.</summary>
internal sealed record BatchAnswer<T>
{
    public required BatchStep<T> Step { get; init; }

    public T Key => Step.Key;

    public required BatchOutcome Outcome { get; init; }

    public bool IsDone => Outcome == BatchOutcome.Done;

    /// <summary>The HTTP status; 0: no answer came.</summary>
    public int Status { get; init; }

    /// <summary>By name, whatever its case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = StepReply.NoHeaders;

    /// <summary>The body of a success; <see langword="null"/>: it has none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Why it is not done; <see langword="null"/> when it is. <see cref="SsprErrorId.OutcomeUnknown"/> with <see cref="BatchOutcome.Unknown"/>.</summary>
    public SsprException? Error { get; init; }

    /// <summary>What the service itself said against it.</summary>
    public GraphError? GraphError => (Error as GraphException)?.Error;

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>The body as a type.</summary>
    /// <exception cref="SsprException">It is not done; or <see cref="SsprErrorId.UnexpectedAnswer"/>: there is no such body.</exception>
    public TBody Read<TBody>(JsonTypeInfo<TBody> type)
    {
        if (Error is not null)
        {
            throw Error;
        }

        try
        {
            return Body is { } body && body.Deserialize(type) is { } value ? value : throw Unreadable(null);
        }
        catch (JsonException error)
        {
            throw Unreadable(error);
        }
    }

    private SsprException Unreadable(Exception? error) => new(
        SsprErrorId.UnexpectedAnswer,
        $"The answer to {Step.Method} {Step.Path} is not what it should be.",
        Step.IsRead ? "Run the command again; if it stays so, report it with the -Verbose output." : "It was done. Look at the result before you run it again.",
        Step.Path,
        error);
}
