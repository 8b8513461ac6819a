namespace SsprTools.Sandbox.SignIn;

/// <summary>What an app asked the authorize endpoint for; waits while the user signs in.</summary>
internal sealed record AuthorizeRequest(Client Client, ScopeRequest Scope, Uri RedirectUri, string RedirectText)
{
    public string? State { get; init; }
    public string? Nonce { get; init; }
    public string ResponseMode { get; init; } = "query";
    public string? LoginHint { get; init; }
    public string? Challenge { get; init; }
    public bool IsHashedChallenge { get; init; }

    /// <summary>How far the user has come.</summary>
    public OpenSignIn SignIn { get; } = new();
}
