using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>The sandbox's reset page, used as a person without a browser would: up to the first step, then cancelled by leaving.</summary>
internal sealed partial class ResetPage(Uri sandbox) : IDisposable
{
    // The session's cookie is new for each user, as for people at their own machines.
    private readonly HtmlParser _parser = new();
    private readonly SocketsHttpHandler _socket = new() { UseCookies = false, AllowAutoRedirect = false, UseProxy = false };

    public async Task<PageAnswer> StartAsync(string user, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(_socket, disposeHandler: false) { BaseAddress = sandbox };
        var (page, address) = await GiveNameAsync(client, user, cancellationToken);
        var heading = Tidy(page.QuerySelector("h2")?.TextContent);
        if (heading == "Verification step 1")
        {
            var gates = Steps().Match(Tidy(page.QuerySelector(".hint")?.TextContent)) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
            return new PageAnswer(gates, [.. page.QuerySelectorAll(".choice label").Select(label => Tidy(label.TextContent))], null, "");
        }

        var words = Tidy(page.QuerySelector("[role=alert]")?.TextContent);
        return heading == "We're sorry" || words.Contains("does not exist", StringComparison.Ordinal)
            ? new PageAnswer(0, [], Code().Match(page.QuerySelector("main")?.TextContent ?? "") is { Success: true } code ? code.Value : null, words)
            : throw new InvalidOperationException($"The reset page of {user} came to '{heading}' at {address}: {words}");
    }

    /// <summary>Gives wrong codes until the page has enough of it.</summary>
    public async Task BlockAsync(string user, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(_socket, disposeHandler: false) { BaseAddress = sandbox };
        var (page, _) = await GiveNameAsync(client, user, cancellationToken);
        (page, _) = await SubmitAsync(client, page, "sspr/verify", "option", "Email", cancellationToken);
        // Ten by mail (facts/graph.md 3.5).
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            (page, _) = await SubmitAsync(client, page, "sspr/code", "code", "1", cancellationToken);
        }

        var words = Tidy(page.QuerySelector("[role=alert]")?.TextContent);
        if (!words.Contains("blocked from resetting", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"After ten wrong codes the page says: {words}");
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<(IHtmlDocument Page, string Address)> GiveNameAsync(HttpClient client, string user, CancellationToken cancellationToken)
    {
        var (start, _) = await SendAsync(client, new(HttpMethod.Get, "sspr"), cancellationToken);
        var form = start.QuerySelectorAll<IHtmlInputElement>("form input").ToDictionary(input => input.Name!, input => input.Value);
        form["userid"] = user;
        form["captcha"] = start.QuerySelector(".captcha")!.TextContent;
        var (page, address) = await SendAsync(client, new(HttpMethod.Post, "sspr") { Content = new FormUrlEncodedContent(form) }, cancellationToken);
        return address == "sspr/reason" ? await SubmitAsync(client, page, address, "reason", "forgot", cancellationToken) : (page, address);
    }

    private Task<(IHtmlDocument Page, string Address)> SubmitAsync(
        HttpClient client, IHtmlDocument page, string address, string field, string value, CancellationToken cancellationToken)
    {
        var form = page.QuerySelectorAll<IHtmlInputElement>($"form[action='/{address}'] input[type=hidden]").ToDictionary(input => input.Name!, input => input.Value);
        form[field] = value;
        return SendAsync(client, new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) }, cancellationToken);
    }

    private async Task<(IHtmlDocument Page, string Address)> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.ToString();
        while (true)
        {
            using var sent = request;
            using var answer = await client.SendAsync(sent, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            {
                _ = client.DefaultRequestHeaders.Remove("Cookie");
                client.DefaultRequestHeaders.Add("Cookie", cookies.First().Split(';')[0]);
            }

            if (answer.Headers.Location is not { } next)
            {
                return (_parser.ParseDocument(await answer.Content.ReadAsStringAsync(cancellationToken)), address);
            }

            address = next.ToString().TrimStart('/');
            request = new(HttpMethod.Get, address);
        }
    }

    private static string Tidy(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^Step 1 of (\d+)\.")]
    private static partial Regex Steps();

    [GeneratedRegex(@"SSPR_\d{4}")]
    private static partial Regex Code();
}
