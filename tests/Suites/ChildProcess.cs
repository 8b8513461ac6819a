using System.Diagnostics;
using System.Text;

namespace SsprTools.Suites;

/// <summary>Runs a program to its end, or ends it with its children when it takes too long.</summary>
internal static class ChildProcess
{
    /// <returns>The exit code, or <see langword="null"/> when time ran out; and everything that was printed.</returns>
    public static async Task<(int? ExitCode, string Text)> RunAsync(string program, IEnumerable<string> arguments, string folder, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var text = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(text, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(text, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        // The exit alone is waited for, not the end of the output: a grandchild that was left behind may keep the pipe open for ever.
        using var enough = new CancellationTokenSource(limit);
        try
        {
            while (!process.HasExited)
            {
                await Task.Delay(50, enough.Token).ConfigureAwait(false);
            }

            process.WaitForExit(TimeSpan.FromSeconds(2));
            return (process.ExitCode, Snapshot(text));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (null, Snapshot(text));
        }
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
