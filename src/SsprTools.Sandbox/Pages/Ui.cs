namespace SsprTools.Sandbox.Pages;

/// <summary>The few building blocks that all pages use.</summary>
internal static class Ui
{
    public const string TokenField = "requestToken";

    public static Markup Form(PageRequest request, string action, Markup fields, Markup buttons) => Markup.Html($"""
        <form method="post" action="{action}">
        <input type="hidden" name="{TokenField}" value="{request.Session.FormToken}">
        {fields}
        <div class="actions">{buttons}</div>
        </form>
        """);

    public static Markup Button(string text) => Markup.Html($"""<button type="submit">{text}</button>""");

    /// <summary>A second button of the same form, told apart by its name.</summary>
    public static Markup PlainButton(string text, string name) =>
        Markup.Html($"""<button type="submit" class="plain" name="{name}" value="yes" formnovalidate>{text}</button>""");

    public static Markup Text(
        string name, string label, string value = "", string type = "text", string autocomplete = "off", bool focus = false, string? hint = null, string? error = null) =>
        Markup.Html($"""
        <div class="field">
        <label for="{name}">{label}</label>
        {(hint is null ? Markup.None : Markup.Html($"""<p class="hint" id="{name}-hint">{hint}</p>"""))}
        {Problem(error, name)}
        <input id="{name}" name="{name}" type="{type}" value="{value}" autocomplete="{autocomplete}" required{Described(name, hint, error)}{(focus ? new Markup(" autofocus") : Markup.None)}>
        </div>
        """);

    public static Markup Password(string name, string label, string autocomplete, bool focus = false, string? hint = null, string? error = null) =>
        Text(name, label, "", "password", autocomplete, focus, hint, error);

    public static Markup Code(string? error = null) => Markup.Html($"""
        <div class="field">
        <label for="code">Verification code</label>
        {Problem(error, "code")}
        <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required autofocus{Described("code", null, error)}>
        </div>
        """);

    /// <param name="chosen">What was chosen before; the first where that is not among them.</param>
    public static Markup Choices(string name, string legend, IEnumerable<(string Value, string Label)> items, string chosen = "")
    {
        List<(string Value, string Label)> all = [.. items];
        int initial = Math.Max(0, all.FindIndex(item => item.Value == chosen));
        List<Markup> choices = [];
        foreach ((int index, (string value, string label)) in all.Index())
        {
            choices.Add(Markup.Html($"""
                <div class="choice"><input type="radio" id="{name}-{value}" name="{name}" value="{value}" required{(index == initial ? new Markup(" checked") : Markup.None)}>
                <label for="{name}-{value}">{label}</label></div>
                """));
        }

        return Markup.Html($"<fieldset><legend>{legend}</legend>{Markup.Join(choices)}</fieldset>");
    }

    public static Markup Select(string name, string label, IEnumerable<(string Value, string Label)> items, string selected = "") => Markup.Html($"""
        <div class="field">
        <label for="{name}">{label}</label>
        <select id="{name}" name="{name}">{Markup.Join(items.Select(item => Markup.Html(
            $"""<option value="{item.Value}"{(item.Value == selected ? new Markup(" selected") : Markup.None)}>{item.Label}</option>""")))}</select>
        </div>
        """);

    public static Markup Link(string address, string text) => Markup.Html($"""<a href="{address}">{text}</a>""");

    /// <summary>An error about the page as a whole. It takes the focus, so that it is read first and the keyboard goes on from it.</summary>
    public static Markup Error(string? text) => text is null ? Markup.None : Markup.Html($"""<p class="error" role="alert" tabindex="-1" autofocus>{text}</p>""");

    /// <summary>An error about several fields, with a way to the first of them.</summary>
    public static Markup Error(string? text, string firstField) => text is null ? Markup.None
        : Markup.Html($"""<p class="error" role="alert"><a href="#{firstField}" autofocus>{text}</a></p>""");

    public static Markup Notice(string? text) => text is null ? Markup.None : Markup.Html($"""<p class="notice" role="status">{text}</p>""");

    private static Markup Problem(string? error, string name) =>
        error is null ? Markup.None : Markup.Html($"""<p class="error" role="alert" id="{name}-error">{error}</p>""");

    private static Markup Described(string name, string? hint, string? error)
    {
        string[] ids = [.. new[] { hint is null ? null : $"{name}-hint", error is null ? null : $"{name}-error" }.OfType<string>()];
        Markup described = ids.Length == 0 ? Markup.None : Markup.Html($""" aria-describedby="{string.Join(' ', ids)}" """);
        return error is null ? described : Markup.Html($"""{described} aria-invalid="true" """);
    }
}
