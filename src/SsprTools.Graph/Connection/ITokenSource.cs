namespace SsprTools.Graph.Connection;

/// <summary>Where a connection's bearer tokens come from. Tokens stay in memory.</summary>
internal interface ITokenSource
{
    /// <summary>Whether asking again can bring a different token; if not, a 401 is final.</summary>
    bool CanRenew { get; }

    /// <summary>A token for the API that this source serves.</summary>
    /// <param name="renew">The service refused the last one: fetch anew, do not answer from a cache.</param>
    ValueTask<string> GetTokenAsync(bool renew, CancellationToken cancellationToken);
}
