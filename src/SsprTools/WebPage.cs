using System.ComponentModel;
using System.Diagnostics;

namespace SsprTools;

/// <summary>Opens a page in the person's own browser, as the system does it (on Linux by xdg-open from the PATH).</summary>
internal static class WebPage
{
    /// <returns>What went wrong; <see langword="null"/>: it was opened.</returns>
    public static string? Open(Uri page)
    {
        if (page.Scheme != Uri.UriSchemeHttps && !page.IsLoopback)
        {
            return "it is no https address";
        }

        try
        {
            using var browser = Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true });
            return null;
        }
        catch (Exception error) when (error is Win32Exception or PlatformNotSupportedException or FileNotFoundException)
        {
            return error.Message;
        }
    }
}
