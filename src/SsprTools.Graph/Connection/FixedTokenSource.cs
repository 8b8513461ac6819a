namespace SsprTools.Graph.Connection;

/// <summary>The one token that the caller brought along (<c>Connect-SsprTenant -AccessToken</c>).</summary>
internal sealed class FixedTokenSource(string token) : ITokenSource
{
    public bool CanRenew => false;

    public ValueTask<string> GetTokenAsync(bool renew, CancellationToken cancellationToken) => new(token);
}
