using System.Text.Json;

namespace SsprTools.Suites;

/// <summary>
/// A *.Tests.ps1 file, each in a PowerShell process of its own: a file that crashes or hangs takes no other with it, and no assembly that
/// one file loaded stays for the next.
/// </summary>
internal static class PesterSuite
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public static IEnumerable<string> Find(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, "tests", "Pester"), "*.Tests.ps1").Order(StringComparer.Ordinal);

    public static string NameOf(string file) => "Pester/" + Path.GetFileName(file).Replace(".Tests.ps1", "", StringComparison.Ordinal);

    public static async Task<SuiteResult> RunAsync(string root, string file, string results, string pwsh)
    {
        var name = NameOf(file);
        var report = Path.Combine(results, Path.GetFileName(file) + ".json");
        string[] arguments = ["-NoProfile", "-NonInteractive", "-File", Path.Combine(root, "tests", "Pester", "Invoke-Suite.ps1"), "-Path", file, "-Report", report];
        var (exitCode, text) = await ChildProcess.RunAsync(pwsh, arguments, root, s_limit).ConfigureAwait(false);
        if (exitCode is null)
        {
            return SuiteResult.Broken(name, $"did not end within {s_limit.TotalMinutes} minutes.\n{text}");
        }

        if (!File.Exists(report))
        {
            return SuiteResult.Broken(name, $"left no report, exit code {exitCode}.\n{text}");
        }

        var said = JsonSerializer.Deserialize<PesterReport>(await File.ReadAllTextAsync(report).ConfigureAwait(false), s_json)!;
        if (said.LeftOut is { } reason)
        {
            return SuiteResult.LeaveOut(name, reason);
        }

        var result = new SuiteResult(name, said.Passed, said.Failed, said.Skipped) { SkipsCount = true };
        return exitCode == 0 || said.Failed.Count > 0 ? result : result with { Failed = [new(name, $"ended with exit code {exitCode}.\n{text}")] };
    }
}
