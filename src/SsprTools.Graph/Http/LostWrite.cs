namespace SsprTools.Graph.Http;

/// <summary>
/// A write whose answer was lost: it may have been done or not, and doing it blindly again could make two of something. So it is looked for
/// first; only what is not there is written again, and a refusal of the second try is looked behind too, because the first may have been
/// done late. Writes whose second try the service would not refuse are not repeated.
/// </summary>
internal static class LostWrite
{
    private const int MaxWrites = 3;

    // A write lands on one replica and a read may ask another, for seconds (facts/graph.md 1.14).
    private static readonly TimeSpan[] s_looks = [TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)];
    private static readonly TimeSpan[] s_longLooks = [.. s_looks, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)];

    /// <summary>Whether an error leaves open if the write was done.</summary>
    public static bool IsInDoubt(SsprException error) => error switch
    {
        GraphException refused => RetryRules.LeavesInDoubt(refused.Error.Status),
        { ErrorId: SsprErrorId.ServiceUnreachable } => error.InnerException is not HttpRequestException broken || !RetryRules.NeverSent(broken),
        _ => error.ErrorId is SsprErrorId.UnexpectedAnswer or SsprErrorId.OutcomeUnknown,
    };

    public static SsprException Unknown(string what, SsprException cause) => cause.ErrorId == SsprErrorId.OutcomeUnknown ? cause : new(
        SsprErrorId.OutcomeUnknown,
        $"{what} was sent, and nothing tells whether it was done: {cause.Message}",
        $"Run the command again in a minute: it looks first, and does what is missing. {cause.RecommendedAction}",
        cause.Target,
        cause);

    /// <summary>Writes, and if the answer is lost, looks and goes on from what is there.</summary>
    /// <param name="what">The write, as the subject of a sentence.</param>
    /// <param name="write">Makes its request anew each time: a model of the Graph SDK that was sent once has nothing left that it would send again.</param>
    /// <param name="look">What the write makes, or <see langword="null"/> while it is not there.</param>
    /// <param name="repeatIsSafe">Whether doing it twice comes to the same, or the service refuses a second one.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.OutcomeUnknown"/>, or what the service said against it.</exception>
    public static async Task<T> SettleAsync<T>(
        string what, Func<CancellationToken, Task<T>> write, Func<CancellationToken, Task<T?>> look, bool repeatIsSafe, TimeProvider clock, CancellationToken cancellationToken)
        where T : class
    {
        SsprException? doubt = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write(cancellationToken).ConfigureAwait(false);
            }
            catch (SsprException error) when (IsInDoubt(error))
            {
                doubt = error;
            }
            catch (SsprException error) when (doubt is not null)
            {
                if (await LookAsync(what, look, s_looks, error, clock, cancellationToken).ConfigureAwait(false) is { } done)
                {
                    return done;
                }

                throw;
            }

            RequestObserver.Current?.InDoubt(what);
            if (await LookAsync(what, look, repeatIsSafe ? s_looks : s_longLooks, doubt, clock, cancellationToken).ConfigureAwait(false) is { } there)
            {
                return there;
            }

            if (!repeatIsSafe)
            {
                throw Unknown(what, doubt);
            }

            // 500 is no matter of patience: it was not done, and this is why.
            if (attempt == MaxWrites || doubt is GraphException { Error.Status: 500 })
            {
                throw doubt;
            }
        }
    }

    /// <inheritdoc cref="SettleAsync{T}"/>
    /// <param name="isDone">Whether what the write is for is so.</param>
    public static Task SettleAsync(
        string what, Func<CancellationToken, Task> write, Func<CancellationToken, Task<bool>> isDone, TimeProvider clock, CancellationToken cancellationToken) =>
        SettleAsync<object>(
            what,
            async token =>
            {
                await write(token).ConfigureAwait(false);
                return what;
            },
            async token => await isDone(token).ConfigureAwait(false) ? what : null,
            repeatIsSafe: true,
            clock,
            cancellationToken);

    private static async Task<T?> LookAsync<T>(
        string what, Func<CancellationToken, Task<T?>> look, TimeSpan[] waits, SsprException doubt, TimeProvider clock, CancellationToken cancellationToken)
        where T : class
    {
        foreach (var wait in waits)
        {
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            try
            {
                if (await look(cancellationToken).ConfigureAwait(false) is { } there)
                {
                    return there;
                }
            }
            catch (SsprException)
            {
                // Neither the answer nor the look: what came first says more about why.
                throw Unknown(what, doubt);
            }
        }

        return null;
    }
}
