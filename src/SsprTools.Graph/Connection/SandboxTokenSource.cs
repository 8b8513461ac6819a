namespace SsprTools.Graph.Connection;

/// <summary>
/// Takes tokens from the sandbox's discovery route. Their expiry is judged by the sandbox's own movable clock, so nothing is
/// concluded from it here: a token is kept until the sandbox refuses it.
/// </summary>
internal sealed class SandboxTokenSource(
    Func<CancellationToken, Task<SandboxDiscovery>> discover,
    Func<SandboxDiscovery, string?> choose,
    string first) : ITokenSource
{
    private string? _token = first;

    public bool CanRenew => true;

    public DateTimeOffset? ExpiresOn => _token is { } token ? TokenClaims.Read(token).ExpiresOn : null;

    public async ValueTask<string> GetTokenAsync(TokenRefusal? refused, CancellationToken cancellationToken)
    {
        var token = _token ?? throw SsprException.Ended();
        if (refused?.Token == token)
        {
            var discovery = await discover(cancellationToken).ConfigureAwait(false);
            _token = token = choose(discovery) ?? throw SsprException.NotASandbox("it gave no access token");
        }

        return token;
    }

    public void Forget() => _token = null;
}
