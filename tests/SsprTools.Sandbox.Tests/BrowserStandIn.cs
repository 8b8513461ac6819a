using System.Net;
using System.Text.RegularExpressions;

namespace SsprTools.Sandbox.Tests;

/// <summary>An xdg-open that is first on the path and only writes down the address; a person's part is then played here.</summary>
internal sealed partial class BrowserStandIn : IDisposable
{
    private readonly LoginTenant _login;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sspr-browser");
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EnvironmentScope _path;

    public BrowserStandIn(LoginTenant login)
    {
        _login = login;
        string script = Path.Combine(_folder.FullName, "xdg-open");
        File.WriteAllText(script, "#!/bin/sh\nprintf %s \"$1\" > \"${0%/*}/part\" && mv \"${0%/*}/part\" \"${0%/*}/address\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _watcher = new FileSystemWatcher(_folder.FullName, "address");
        _watcher.Renamed += (_, _) => _opened.TrySetResult();
        _watcher.EnableRaisingEvents = true;
        _path = new EnvironmentScope(("PATH", $"{_folder.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"));
    }

    public async Task SignInAsync(string user, CancellationToken cancellationToken)
    {
        await _opened.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        string address = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "address"), cancellationToken);
        string page = await _login.Http.GetStringAsync(new Uri(address), cancellationToken);
        Answer done = (await _login.PostFormAsync("/signin-complete", [.. Hidden(page), ("username", user)])).Is(200);
        using FormUrlEncodedContent form = new(Hidden(done.Text).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using HttpResponseMessage response = await _login.Http.PostAsync(
            new Uri(WebUtility.HtmlDecode(Action().Match(done.Text).Groups[1].Value)), form, cancellationToken);
        _ = response.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _path.Dispose();
        _watcher.Dispose();
        _folder.Delete(recursive: true);
    }

    private static IEnumerable<(string Name, string Value)> Hidden(string page) =>
        Fields().Matches(page).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)));

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Fields();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
