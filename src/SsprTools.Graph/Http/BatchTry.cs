namespace SsprTools.Graph.Http;

/// <summary>One sent <c>$batch</c>.</summary>
/// <param name="Replies">One for each request, in their order; <see langword="null"/>: that request was certainly not done.</param>
/// <param name="Fatal">What stands in the way of every further batch too.</param>
internal sealed record BatchTry(IReadOnlyList<StepReply?> Replies, SsprException? Fatal);
