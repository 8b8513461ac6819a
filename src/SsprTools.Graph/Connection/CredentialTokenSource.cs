using System.Globalization;
using Azure.Core;
using Azure.Identity;

namespace SsprTools.Graph.Connection;

/// <summary>
/// Tokens of an Azure.Identity credential, which keeps and refreshes them in memory. This is the only class beside
/// <see cref="CredentialFactory"/> that names Azure's types, so those assemblies load when somebody signs in and not before.
/// </summary>
/// <param name="credential">The credential.</param>
/// <param name="scopes">The API's scopes.</param>
/// <param name="signIn">How the sign-in is done, for messages.</param>
/// <param name="login">The sign-in service's address, for messages.</param>
internal sealed class CredentialTokenSource(TokenCredential credential, string[] scopes, SignIn signIn, Uri login) : ITokenSource, IDisposable
{
    // A token is renewed before it ends, so that a request under way does not meet its end.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private TokenCredential? _credential = credential;
    private Held? _held;

    public bool CanRenew => true;

    public DateTimeOffset? ExpiresOn => _held?.Token.ExpiresOn;

    /// <summary>Signs in for the first time; here a person may be asked, later never.</summary>
    public async Task<string> SignInAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(signIn.Patience);
        try
        {
            switch (_credential)
            {
                case InteractiveBrowserCredential browser:
                    await browser.AuthenticateAsync(Request(null), patience.Token).ConfigureAwait(false);
                    break;
                case DeviceCodeCredential device:
                    await device.AuthenticateAsync(Request(null), patience.Token).ConfigureAwait(false);
                    break;
            }

            return await GetTokenAsync(null, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SignInFailure.NobodyCame(signIn);
        }
        catch (Exception error) when (error is not (OperationCanceledException or SsprException))
        {
            throw SignInFailure.From(error, signIn, login);
        }
    }

    public async ValueTask<string> GetTokenAsync(TokenRefusal? refused, CancellationToken cancellationToken)
    {
        if (Usable(refused) is { } token)
        {
            return token;
        }

        // Many requests may find the token refused at once; one of them renews it.
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Usable(refused) ?? await FetchAsync(refused, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Forget()
    {
        _held = null;
        _credential = null;
    }

    public void Dispose() => _one.Dispose();

    private string? Usable(TokenRefusal? refused) =>
        _held is { } held && held.Token.Token != refused?.Token && DateTimeOffset.UtcNow < held.UseUntil ? held.Token.Token : null;

    private async Task<string> FetchAsync(TokenRefusal? refused, CancellationToken cancellationToken)
    {
        var from = _credential ?? throw SsprException.Ended();
        try
        {
            var token = await from.GetTokenAsync(Request(refused), cancellationToken).ConfigureAwait(false);
            // Of a short-lived token a tenth is kept as margin.
            var life = token.ExpiresOn - DateTimeOffset.UtcNow;
            _held = new Held(token, token.ExpiresOn - (life / 10 < s_margin ? life / 10 : s_margin));
            return token.Token;
        }
        catch (Exception error) when (error is not (OperationCanceledException or SsprException))
        {
            throw SignInFailure.From(error, signIn, login);
        }
    }

    private TokenRequestContext Request(TokenRefusal? refused)
    {
        // Azure.Identity answers from its cache unless claims are asked for. Where the service named none, ask for a token that was made
        // just now: the same claim that continuous access evaluation uses. Azure CLI keeps its own cache and takes no claims.
        var claims = refused is null || signIn.Kind == SignInKind.AzureCli ? null : refused.Value.Claims ?? Fresh(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        return new TokenRequestContext(scopes, claims: claims, isCaeEnabled: true);
    }

    private static string Fresh(long since) =>
        """{"access_token":{"nbf":{"essential":true,"value":"?"}}}""".Replace("?", since.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private sealed record Held(AccessToken Token, DateTimeOffset UseUntil);
}
