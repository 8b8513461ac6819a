namespace SsprTools.Graph.Http;

/// <summary>
/// Hears of requests while they happen, on any thread. Not an <see cref="IProgress{T}"/>: that posts to the pool, where a
/// throwing listener ends the process.
/// </summary>
public interface IRequestObserver
{
    /// <summary>A request was answered; within a <c>$batch</c>, each of its requests. Nothing secret is in it: the path carries no query.</summary>
    void Answered(string method, string path, int status, TimeSpan elapsed, int attempt);

    /// <summary>The answer to a write was lost, and it is looked for.</summary>
    void InDoubt(string what);

    /// <summary>A wait begins; several may be under way at once.</summary>
    void PauseBegins(RequestPause pause);

    /// <summary>About once a second of a wait.</summary>
    void PauseGoesOn(RequestPause pause, TimeSpan left);

    /// <summary>The wait is over, or was given up.</summary>
    void PauseEnds(RequestPause pause);
}
