namespace SsprTools.Graph.Http;

/// <summary>A write whose answer was lost: it may have been done or not, and doing it blindly again could make two of something.</summary>
internal static class LostWrite
{
    /// <summary>Whether an error leaves open if the write was done.</summary>
    public static bool IsInDoubt(SsprException error) => error switch
    {
        GraphException refused => RetryRules.LeavesInDoubt(refused.Error.Status),
        { ErrorId: SsprErrorId.ServiceUnreachable } => error.InnerException is not HttpRequestException broken || !RetryRules.NeverSent(broken),
        _ => error.ErrorId is SsprErrorId.UnexpectedAnswer or SsprErrorId.OutcomeUnknown,
    };

    public static SsprException Unknown(string method, string path, SsprException cause) => cause.ErrorId == SsprErrorId.OutcomeUnknown ? cause : new(
        SsprErrorId.OutcomeUnknown,
        $"{method} {path} was sent, and nothing tells whether it was done: {cause.Message}",
        "Look whether it is there before you do it again; the command itself does so when it is run again.",
        path,
        cause);
}
