namespace SsprTools.Sandbox.SignIn;

/// <summary>A sign-in of a user to an app for some scopes: what a code or a refresh token stands for.</summary>
internal sealed record UserGrant(Guid UserId, Client Client, ScopeRequest Scope, DateTimeOffset SignedIn)
{
    public string? Nonce { get; init; }
}
