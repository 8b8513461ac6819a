namespace SsprTools.Browser.Tests;

/// <summary>Finds the browser of this machine; nothing is downloaded.</summary>
internal static class Chromium
{
    /// <summary>Why a test is skipped; tests/Suites knows the first words as an excuse.</summary>
    public const string Missing = "no Chromium was found: install it, or name one in SSPRTOOLS_CHROMIUM";

    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome.exe", "msedge.exe"];

    /// <summary>The program, or <see langword="null"/>.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SSPRTOOLS_CHROMIUM") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => s_names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
