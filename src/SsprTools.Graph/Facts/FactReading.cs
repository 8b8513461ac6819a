using SsprTools.Graph.Connection;
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
        catch (SsprException error) when (error.ErrorId
            is not (SsprErrorId.ServiceUnreachable or SsprErrorId.AccessTokenExpired or SsprErrorId.ForeignAddress or SsprErrorId.NotConnected))
        {
            return Fact<T>.Unknown($"{source}: {error.Message}");
        }
    }
}
