namespace SsprTools.Graph.Http;

/// <summary>A wait before a request is sent, or sent again.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">The path without its query.</param>
/// <param name="Reason">Why.</param>
/// <param name="Delay">How long in all.</param>
public sealed record RequestPause(string Method, string Path, PauseReason Reason, TimeSpan Delay)
{
    // Also the unit in which a person sees the rest of it shrink.
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    internal static PauseReason ReasonOf(int status) => status switch
    {
        0 => PauseReason.NoAnswer,
        429 => PauseReason.Throttled,
        _ => PauseReason.Failed,
    };

    /// <summary>Waits, and tells the command's observer at the beginning, every second and at the end.</summary>
    internal static async Task ForAsync(RequestPause pause, TimeProvider clock, CancellationToken cancellationToken)
    {
        var observer = RequestObserver.Current;
        if (observer is null)
        {
            await Task.Delay(pause.Delay, clock, cancellationToken).ConfigureAwait(false);
            return;
        }

        observer.PauseBegins(pause);
        try
        {
            var started = clock.GetTimestamp();
            var wait = Task.Delay(pause.Delay, clock, cancellationToken);
            // By this machine's clock, whatever clock the wait goes by: this is for a person's eyes.
            while (await Task.WhenAny(wait, Task.Delay(s_tick, CancellationToken.None)).ConfigureAwait(false) != wait)
            {
                observer.PauseGoesOn(pause, pause.Delay - clock.GetElapsedTime(started));
            }

            await wait.ConfigureAwait(false);
        }
        finally
        {
            observer.PauseEnds(pause);
        }
    }
}
