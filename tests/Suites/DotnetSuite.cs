using System.Xml.Linq;

namespace SsprTools.Suites;

/// <summary>A test project. `dotnet test` exits 0 when it found no test, so the counts are read from its results file.</summary>
internal static class DotnetSuite
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    public static IEnumerable<string> Find(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static async Task<SuiteResult> RunAsync(string root, string project, string results)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var file = Path.Combine(results, name + ".trx");
        string[] arguments = ["test", project, "--configuration", "Release", "--nologo", "--logger", $"trx;LogFileName={file}", "--results-directory", results];
        var (exitCode, text) = await ChildProcess.RunAsync("dotnet", arguments, root, s_limit).ConfigureAwait(false);
        if (exitCode is null)
        {
            return SuiteResult.Broken(name, $"did not end within {s_limit.TotalMinutes} minutes.\n{Tail(text)}");
        }

        if (!File.Exists(file))
        {
            return SuiteResult.Broken(name, $"left no results, exit code {exitCode}.\n{Tail(text)}");
        }

        var result = TrxReader.Read(name, XDocument.Load(file));
        return exitCode == 0 || result.Failed.Count > 0
            ? result
            : result with { Failed = [new(name, $"every test passed, yet the run ended with exit code {exitCode}.\n{Tail(text)}")] };
    }

    private static string Tail(string text) => string.Join('\n', text.Split('\n').TakeLast(30));
}
