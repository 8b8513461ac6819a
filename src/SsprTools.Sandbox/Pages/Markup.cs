namespace SsprTools.Sandbox.Pages;

/// <summary>A piece of HTML. Made from interpolated strings whose every hole is encoded unless it is markup itself.</summary>
internal readonly record struct Markup(string? Text)
{
    public static readonly Markup None;

    public static Markup Html(MarkupHandler handler) => new(handler.Finish());

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public static Markup If(bool condition, Func<Markup> make) => condition ? make() : None;

    public override string ToString() => Text ?? "";
}
