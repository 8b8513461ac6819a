namespace SsprTools.Graph.Connection;

/// <summary>The one token that the caller brought along (<c>Connect-SsprTenant -AccessToken</c>).</summary>
internal sealed class FixedTokenSource(string token) : ITokenSource
{
    private string? _token = token;

    public bool CanRenew => false;

    public DateTimeOffset? ExpiresOn { get; } = TokenClaims.Read(token).ExpiresOn;

    public ValueTask<string> GetTokenAsync(TokenRefusal? refused, CancellationToken cancellationToken) => new(_token ?? throw SsprException.Ended());

    public void Forget() => _token = null;
}
