using System.Diagnostics;

namespace SsprTools.Packaging;

/// <summary>The hook for Authenticode: a program or PowerShell script of the publisher, called once per module with the files to sign as its arguments.</summary>
internal static class Signing
{
    /// <summary>Ours, and of a kind that PowerShell or .NET checks a signature on. What others made is signed by them.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".ps1" or ".psm1" or ".psd1" or ".ps1xml" || (Path.GetExtension(path) == ".dll" && ShippedPackages.IsOurs(path)))
            .Order(StringComparer.Ordinal),
    ];

    /// <exception cref="PackException">The hook is missing or failed.</exception>
    public static void Run(string hook, string folder)
    {
        if (!File.Exists(hook))
        {
            throw new PackException($"The signing hook {hook} is not there.");
        }

        var start = Path.GetExtension(hook) == ".ps1"
            ? new ProcessStartInfo(Environment.GetEnvironmentVariable("SSPRTOOLS_PWSH") ?? "pwsh", ["-NoProfile", "-NonInteractive", "-File", hook])
            : new ProcessStartInfo(hook);
        foreach (var file in FilesOf(folder))
        {
            start.ArgumentList.Add(file);
        }

        using var process = Process.Start(start) ?? throw new PackException($"The signing hook {hook} did not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new PackException($"The signing hook {hook} ended with exit code {process.ExitCode}: nothing was packed.");
        }
    }
}
