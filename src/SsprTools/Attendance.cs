using System.Management.Automation.Host;

namespace SsprTools;

/// <summary>Whether a person sits before the host: only then are progress and QR codes worth anything.</summary>
internal static class Attendance
{
    // A runspace without a host of its own, and the far end of remoting.
    private static readonly string[] s_unattended = ["Default Host", "ServerRemoteHost"];

    public static bool IsAttended(PSHost? host) => host is not null
        && !s_unattended.Contains(host.Name, StringComparer.OrdinalIgnoreCase)
        && Environment.UserInteractive
        && !Environment.GetCommandLineArgs().Any(IsNonInteractive);

    /// <summary>Attended, and the text goes to a terminal rather than to a file or another program.</summary>
    public static bool IsTerminal(PSHost? host) => IsAttended(host) && !Console.IsOutputRedirected;

    // pwsh takes any beginning of the word from -noni on, with one dash, two, or a slash.
    private static bool IsNonInteractive(string argument)
    {
        var word = argument.TrimStart('-', '/');
        return word.Length < argument.Length && word.Length >= 4 && "NonInteractive".StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }
}
