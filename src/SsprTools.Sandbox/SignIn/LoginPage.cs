namespace SsprTools.Sandbox.SignIn;

/// <summary>A page to show, or an address to go to.</summary>
internal sealed record LoginPage(string Html, int Status = 200)
{
    public Uri? GoTo { get; init; }
}
