using System.Text.Json;

namespace SsprTools.Graph.Http;

/// <summary>What one try of a <c>$batch</c> brought for one of its requests.</summary>
internal sealed record StepReply
{
    public static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    /// <summary>The HTTP status; 0: no answer came.</summary>
    public int Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    public JsonElement? Body { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why no answer came, or what the answer says against it.</summary>
    public SsprException? Error { get; init; }

    /// <summary>Every try was made already; it is not sent again.</summary>
    public bool IsFinal { get; init; }
}
