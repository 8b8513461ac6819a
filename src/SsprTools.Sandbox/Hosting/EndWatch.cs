using System.Diagnostics;

namespace SsprTools.Sandbox.Hosting;

/// <summary>Ends the sandbox with whoever started it.</summary>
internal static class EndWatch
{
    public static void Start(SandboxOptions options, Action end)
    {
        if (options.ParentProcessId is { } parent)
        {
            _ = WatchProcessAsync(parent, end);
        }

        if (options.EndsWithStandardInput)
        {
            Thread reader = new(() => WatchInput(end)) { IsBackground = true, Name = "stdin" };
            reader.Start();
        }
    }

    private static async Task WatchProcessAsync(int processId, Action end)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        end();
    }

    private static void WatchInput(Action end)
    {
        while (Console.In.ReadLine() is not null)
        {
        }

        end();
    }
}
