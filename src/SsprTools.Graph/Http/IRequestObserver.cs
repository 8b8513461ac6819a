namespace SsprTools.Graph.Http;

/// <summary>
/// Hears of requests while they happen, on any thread. Not an <see cref="IProgress{T}"/>: that posts to the pool, where a
/// throwing listener ends the process.
/// </summary>
public interface IRequestObserver
{
    /// <summary>A request was answered. Nothing secret is in it: the path carries no query.</summary>
    void Answered(string method, string path, int status, TimeSpan elapsed, int attempt);

    /// <summary>The service asked for a pause, or failed in a way that passes; the request is sent again after it.</summary>
    void Waiting(string method, string path, int status, TimeSpan delay, int attempt);
}
