using System.Globalization;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Tests.Http;

/// <summary>Remembers what a command would have been told.</summary>
internal sealed class RecordingObserver : IRequestObserver
{
    private readonly object _lock = new();

    public List<string> Answers { get; } = [];

    public List<TimeSpan> Took { get; } = [];

    public List<string> Doubts { get; } = [];

    public List<RequestPause> Begun { get; } = [];

    public List<RequestPause> Ended { get; } = [];

    public void Answered(string method, string path, int status, TimeSpan elapsed, int attempt)
    {
        lock (_lock)
        {
            Answers.Add(string.Create(CultureInfo.InvariantCulture, $"{method} {path} {status} {attempt}"));
            Took.Add(elapsed);
        }
    }

    public void InDoubt(string what)
    {
        lock (_lock)
        {
            Doubts.Add(what);
        }
    }

    public void PauseBegins(RequestPause pause)
    {
        lock (_lock)
        {
            Begun.Add(pause);
        }
    }

    public void PauseGoesOn(RequestPause pause, TimeSpan left)
    {
    }

    public void PauseEnds(RequestPause pause)
    {
        lock (_lock)
        {
            Ended.Add(pause);
        }
    }
}
