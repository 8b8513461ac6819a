using System.Globalization;
using System.Management.Automation;
using SsprTools.Graph.Http;

namespace SsprTools;

/// <summary>
/// One verbose line a request, and a word when the service makes us wait. Holds delegates rather than the cmdlet, because calls through
/// <see cref="PSCmdlet"/> would pass by the hand-over to the pipeline thread.
/// </summary>
internal sealed class CmdletRequestObserver(Action<string> verbose, Action<string> warning) : IRequestObserver
{
    private static readonly TimeSpan s_worthAWord = TimeSpan.FromSeconds(5);

    public void Answered(string method, string path, int status, TimeSpan elapsed, int attempt) => Tell(
        verbose,
        string.Create(CultureInfo.InvariantCulture, $"{method} {path}: {(status == 0 ? "no answer" : status)}, {elapsed.TotalMilliseconds:0} ms, try {attempt}"));

    public void Waiting(string method, string path, int status, TimeSpan delay, int attempt) => Tell(
        delay >= s_worthAWord ? warning : verbose,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(status == 429 ? "The service is throttling" : "The service failed for now")}; {method} {path} is sent again in {delay.TotalSeconds:0} s."));

    private static void Tell(Action<string> stream, string text)
    {
        try
        {
            stream(text);
        }
        catch (PipelineStoppedException)
        {
            // A page fetched ahead may be answered after the command has ended; the request itself must not fail for it.
        }
    }
}
