using System.Globalization;
using System.Management.Automation;
using SsprTools.Graph.Http;

namespace SsprTools;

/// <summary>
/// One verbose line a request, a progress bar while a request waits, and a warning when that takes long, because a runbook shows no progress.
/// Holds delegates rather than the cmdlet, because calls through <see cref="PSCmdlet"/> would pass by the hand-over to the pipeline thread.
/// </summary>
internal sealed class CmdletRequestObserver(Action<string> verbose, Action<string> warning, Action<ProgressRecord> progress) : IRequestObserver
{
    private const int ActivityId = 7;
    private const string Activity = "Waiting for the service";

    private static readonly TimeSpan s_worthABar = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_worthAWord = TimeSpan.FromSeconds(5);
    private readonly object _lock = new();
    private readonly List<RequestPause> _pauses = [];
    private bool _barIsShown;

    public void Answered(string method, string path, int status, TimeSpan elapsed, int attempt) => Tell(() => verbose(
        string.Create(CultureInfo.InvariantCulture, $"{method} {path}: {(status == 0 ? "no answer" : status)}, {elapsed.TotalMilliseconds:0} ms, try {attempt}")));

    public void InDoubt(string what) => Tell(() => verbose($"The answer to {char.ToLowerInvariant(what[0])}{what[1..]} was lost; looking whether it was done."));

    public void PauseBegins(RequestPause pause)
    {
        bool first;
        lock (_lock)
        {
            // Twenty requests of a batch are throttled together; the person needs to hear of it once.
            first = _pauses.All(other => other.Delay < s_worthAWord);
            _pauses.Add(pause);
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{Why(pause)} {pause.Method} {pause.Path} is sent{(pause.Reason == PauseReason.Budget ? "" : " again")} in {pause.Delay.TotalSeconds:0.#} s.");
        // The limiter's waits are how a long read of reports goes, and nothing to be warned of.
        Tell(() => (first && pause.Delay >= s_worthAWord && pause.Reason != PauseReason.Budget ? warning : verbose)(text));
        PauseGoesOn(pause, pause.Delay);
    }

    public void PauseGoesOn(RequestPause pause, TimeSpan left)
    {
        if (pause.Delay < s_worthABar)
        {
            return;
        }

        lock (_lock)
        {
            _barIsShown = true;
        }

        var rest = Math.Max(0, (int)Math.Ceiling(left.TotalSeconds));
        Tell(() => progress(new ProgressRecord(ActivityId, Activity, Why(pause))
        {
            CurrentOperation = $"{pause.Method} {pause.Path}",
            SecondsRemaining = rest,
            PercentComplete = (int)Math.Clamp(100 - 100 * left / pause.Delay, 0, 100),
        }));
    }

    public void PauseEnds(RequestPause pause)
    {
        lock (_lock)
        {
            _pauses.Remove(pause);
            if (_pauses.Count > 0 || !_barIsShown)
            {
                return;
            }

            _barIsShown = false;
        }

        Tell(() => progress(new ProgressRecord(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed }));
    }

    private static string Why(RequestPause pause) => pause.Reason switch
    {
        PauseReason.Throttled => "The service is throttling;",
        PauseReason.Budget => "The service's budget is used for now;",
        PauseReason.NoAnswer => "The service did not answer;",
        _ => "The service failed for now;",
    };

    private static void Tell(Action call)
    {
        try
        {
            call();
        }
        catch (PipelineStoppedException)
        {
            // A page fetched ahead may be answered after the command has ended; the request itself must not fail for it.
        }
    }
}
