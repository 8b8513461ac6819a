using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SsprTools.Graph.Facts;

/// <summary>What one read of a batch came to.</summary>
internal sealed record StepResult(JsonElement? Body, int Status, SsprException? Error)
{
    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedAnswer"/></exception>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return Body is { } body && body.Deserialize(type) is { } value ? value : throw Unreadable(null);
        }
        catch (JsonException error)
        {
            throw Unreadable(error);
        }
    }

    public static SsprException Unreadable(Exception? error) => new(
        SsprErrorId.UnexpectedAnswer, "the answer is not what it should be.", "Run the command again; if it stays so, report it with the -Verbose output.", null, error);
}
