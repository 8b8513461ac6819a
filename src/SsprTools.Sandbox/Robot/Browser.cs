using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SsprTools.Sandbox.Robot;

/// <summary>A browser without a screen or script: cookies, redirects, links by their text, forms by their labels.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _start;
    private IHtmlDocument _page = new HtmlParser().ParseDocument("");
    private Uri _address;

    public Browser(Uri start)
    {
        (_start, _address) = (start, start);
        SocketsHttpHandler handler = new() { UseCookies = true, AllowAutoRedirect = true, UseProxy = false };
        _client = new HttpClient(handler, disposeHandler: true) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>"Get back into your account / Verification step 1".</summary>
    public string Headings => string.Join(" / ", TextsOf("h1, h2"));

    public string FirstHeading => TextOf("h1");

    public string SecondHeading => TextOf("h2");

    /// <summary>What the page says is wrong.</summary>
    public IReadOnlyList<string> Errors => TextsOf("[role=alert]");

    public string Text => Tidy(_page.QuerySelector("main")?.TextContent);

    public Uri Address => _address;

    public IHtmlDocument Document => _page;

    public async Task GoAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(_start, path), cancellationToken).ConfigureAwait(false);
        await LoadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public bool HasLink(string text) => LinkOf(text) is not null;

    public async Task FollowAsync(string text, CancellationToken cancellationToken)
    {
        IHtmlAnchorElement link = LinkOf(text) ?? throw new RobotStopException($"The page '{Headings}' has no link '{text}'.");
        Uri target = new(_address, link.GetAttribute("href"));
        using HttpResponseMessage response = await _client.GetAsync(target, cancellationToken).ConfigureAwait(false);
        await LoadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public bool HasButton(string text) => ButtonOf(text) is not null;

    public bool HasField(string label) => FieldOf(label) is not null;

    public string TextOf(string selector) => Tidy(_page.QuerySelector(selector)?.TextContent);

    public IReadOnlyList<string> TextsOf(string selector) => [.. _page.QuerySelectorAll(selector).Select(element => Tidy(element.TextContent))];

    /// <summary>Labels of the radio buttons on the page.</summary>
    public IReadOnlyList<string> Choices() => [.. _page.QuerySelectorAll<IHtmlInputElement>("input[type=radio]").Select(LabelOf)];

    public void Fill(string label, string value)
    {
        switch (FieldOf(label))
        {
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlSelectElement select:
                IHtmlOptionElement option = select.Options.FirstOrDefault(item => Tidy(item.TextContent).Contains(value, StringComparison.OrdinalIgnoreCase))
                    ?? throw new RobotStopException($"'{label}' does not offer '{value}'.");
                select.Value = option.Value;
                option.IsSelected = true;
                break;
            default:
                throw new RobotStopException($"The page '{Headings}' has no field '{label}'.");
        }
    }

    public void Choose(string label)
    {
        List<IHtmlInputElement> radios = [.. _page.QuerySelectorAll<IHtmlInputElement>("input[type=radio]")];
        IHtmlInputElement chosen = radios.Find(radio => LabelOf(radio) == label) ?? throw new RobotStopException($"The page '{Headings}' does not offer '{label}'.");
        foreach (IHtmlInputElement radio in radios.Where(radio => radio.Name == chosen.Name))
        {
            radio.IsChecked = radio == chosen;
        }
    }

    /// <summary>Presses a button: its form goes with all its fields, the hidden ones too, and the button's own name.</summary>
    public async Task PressAsync(string text, CancellationToken cancellationToken)
    {
        IHtmlButtonElement button = ButtonOf(text) ?? throw new RobotStopException($"The page '{Headings}' has no button '{text}'.");
        IHtmlFormElement form = (IHtmlFormElement)button.Closest("form")!;
        List<KeyValuePair<string, string>> fields = [.. form.Elements.SelectMany(FieldsOf)];
        if (!string.IsNullOrEmpty(button.Name))
        {
            fields.Add(new KeyValuePair<string, string>(button.Name, button.Value));
        }

        Uri target = new(_address, form.GetAttribute("action") ?? "");
        using FormUrlEncodedContent content = new(fields);
        using HttpResponseMessage response = await _client.PostAsync(target, content, cancellationToken).ConfigureAwait(false);
        await LoadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private static string Tidy(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlElement element) => element switch
    {
        IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => [],
        IHtmlInputElement { Name.Length: > 0 } input => [new(input.Name, input.Value)],
        IHtmlSelectElement { Name.Length: > 0 } select => [new(select.Name, select.Value ?? "")],
        IHtmlTextAreaElement { Name.Length: > 0 } area => [new(area.Name, area.Value)],
        _ => [],
    };

    private IHtmlAnchorElement? LinkOf(string text) =>
        _page.QuerySelectorAll<IHtmlAnchorElement>("a[href]").FirstOrDefault(link => Tidy(link.TextContent) == text);

    private IHtmlButtonElement? ButtonOf(string text) =>
        _page.QuerySelectorAll<IHtmlButtonElement>("form button").FirstOrDefault(button => Tidy(button.TextContent) == text);

    private IElement? FieldOf(string label) =>
        _page.QuerySelectorAll<IHtmlLabelElement>("label[for]").FirstOrDefault(candidate => Tidy(candidate.TextContent) == label) is { } found
            ? _page.GetElementById(found.HtmlFor ?? "")
            : null;

    private string LabelOf(IHtmlInputElement input) =>
        Tidy(_page.QuerySelectorAll<IHtmlLabelElement>("label[for]").FirstOrDefault(label => label.HtmlFor == input.Id)?.TextContent);

    private async Task LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string html = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        _address = response.RequestMessage?.RequestUri ?? _address;
        _page = new HtmlParser().ParseDocument(html);
        if (_page.QuerySelector("h1") is null)
        {
            throw new RobotStopException($"{_address.AbsolutePath} answered {(int)response.StatusCode} without a page.");
        }
    }
}
