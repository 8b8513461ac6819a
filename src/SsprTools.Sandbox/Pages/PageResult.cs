namespace SsprTools.Sandbox.Pages;

/// <summary>What a handler answers: a page, or the address to go to next.</summary>
internal sealed record PageResult(Page? Page, string? Location)
{
    public static implicit operator PageResult(Page page) => new(page, null);

    public static PageResult GoTo(string location) => new(null, location);
}
