using Microsoft.Playwright;
using Xunit;

namespace SsprTools.Browser.Tests;

/// <summary>One browser for all tests of the collection; a page of its own for each. Where there is none, each test says that it was skipped and why.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where screenshots go, for a person to look at.</summary>
    public static string Screenshots { get; } = System.IO.Directory.CreateDirectory(Path.Combine(Root(), "out", "screenshots")).FullName;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is not { } path)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        // A page that does not come is the only one to take so long; five seconds, the default, a busy machine needs too.
        Assertions.SetDefaultExpectTimeout(60_000);
        // Its own updates, pings and first-run pages stay off: the only requests are the page's.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = ["--disable-background-networking", "--disable-component-update"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A fresh page that remembers what it asked for and what went wrong; skips the test where no browser is.</summary>
    /// <param name="look">Window, colours, script.</param>
    public async Task<WatchedPage> OpenAsync(Look? look = null)
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        look ??= new Look();
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = look.Script,
            BypassCSP = look.BypassPolicy,
            IgnoreHTTPSErrors = true,
            DeviceScaleFactor = look.Scale,
        });
        return new WatchedPage(context, await context.NewPageAsync());
    }

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Directory.Packages.props")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run from a checkout.");
        }

        return folder;
    }
}
