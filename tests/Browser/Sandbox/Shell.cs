using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>A PowerShell of its own with the built module in it, whose output is read as it comes.</summary>
internal sealed class Shell : IAsyncDisposable
{
    /// <summary>Why a test is skipped.</summary>
    public const string Missing = "no PowerShell was found: put pwsh on PATH, or name one in SSPRTOOLS_PWSH";

    // Nothing but a hang takes this long.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly List<string> _lines = [];

    private Shell(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
    }

    /// <summary>The program, or <see langword="null"/>.</summary>
    public static string? Program { get; } = Find();

    /// <summary>What was printed so far and read.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <param name="command">Runs after the module was imported; single quotes only.</param>
    public static Shell Start(string command)
    {
        var module = Path.Combine(BrowserFixture.Root(), "out", "SsprTools", "SsprTools.psd1");
        Assert.True(File.Exists(module), "The module is not built. Run ./build.sh build first.");
        var info = new ProcessStartInfo(Program!, ["-NoProfile", "-NonInteractive", "-Command", $"$ErrorActionPreference = 'Stop'; Import-Module '{module}'; {command}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return new Shell(process);
    }

    /// <summary>Reads on to the line that begins like this, leading blanks aside.</summary>
    public async Task<string> ReadToAsync(string start)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            _lines.Add(line);
            if (line.TrimStart().StartsWith(start, StringComparison.Ordinal))
            {
                return line.Trim();
            }
        }

        throw new InvalidOperationException($"It ended without '{start}': {string.Join('\n', _lines)}\n{string.Join('\n', _errors)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SSPRTOOLS_NO_PWSH") == "1")
        {
            return null;
        }

        var named = Environment.GetEnvironmentVariable("SSPRTOOLS_PWSH") is { Length: > 0 } name ? name : "pwsh";
        if (Path.IsPathRooted(named))
        {
            return File.Exists(named) ? named : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => new[] { Path.Combine(folder, named), Path.Combine(folder, named + ".exe") }).FirstOrDefault(File.Exists);
    }
}
