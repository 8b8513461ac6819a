namespace SsprTools.Graph.Connection;

/// <summary>Where a connection's bearer tokens come from. Tokens stay in memory.</summary>
internal interface ITokenSource
{
    /// <summary>Whether asking again can bring a different token; if not, a 401 is final.</summary>
    bool CanRenew { get; }

    /// <summary>When the token at hand ends; <see langword="null"/>: it does not say, or there is none.</summary>
    DateTimeOffset? ExpiresOn { get; }

    /// <summary>A token for the API that this source serves.</summary>
    /// <param name="refused">The service refused this one: fetch anew, do not answer from a cache.</param>
    ValueTask<string> GetTokenAsync(TokenRefusal? refused, CancellationToken cancellationToken);

    /// <summary>Drops the token and what could get another one.</summary>
    void Forget();
}
