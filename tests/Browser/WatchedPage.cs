using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace SsprTools.Browser.Tests;

/// <summary>A page, and what it did: every request, every message of its console that is an error, every script that failed.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    internal WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Request += (_, request) => Requests.Add(request.Url);
        page.RequestFailed += (_, request) => Refused.Add($"{request.Failure} {request.Url}");
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public List<string> Requests { get; } = [];

    /// <summary>Requests that came to nothing, with the reason: "csp" where the page's own policy refused them.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Refusals of a content security policy are among them.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Checks the page as it stands against axe-core's rules of WCAG 2.2 AA and its best practices; no violation is let pass.</summary>
    /// <remarks>axe-core is inside the NuGet package Deque.AxeCore.Commons, so restoring this project is all it takes.</remarks>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions());
        Assert.NotEmpty(result.Passes);
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(Describe)));
    }

    /// <summary>The page is no wider than its window.</summary>
    public async Task AssertFitsAsync() =>
        Assert.True(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, "The page scrolls sideways.");

    /// <summary>Keeps what it looks like for a person: out/screenshots.</summary>
    public Task ScreenshotAsync(string name, bool fullPage = true) =>
        Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(BrowserFixture.Screenshots, name + ".png"), FullPage = fullPage });

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id} ({violation.Impact}): {violation.Help}\n  " + string.Join("\n  ", violation.Nodes.Take(5).Select(node => $"{node.Html} -- {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"));
}
