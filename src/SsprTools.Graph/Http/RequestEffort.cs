namespace SsprTools.Graph.Http;

/// <summary>How much was done for a request that failed in the end.</summary>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Elapsed">From the first try on.</param>
/// <param name="Limit">What it was not to take longer than; <see langword="null"/>: that is not why it ended.</param>
internal sealed record RequestEffort(int Attempts, TimeSpan Elapsed, TimeSpan? Limit)
{
    public static readonly HttpRequestOptionsKey<RequestEffort> Option = new("SsprTools.Effort");

    /// <summary>As the end of an error's message; empty after a single try.</summary>
    public string Describe() => this switch
    {
        { Limit: { } limit } => $" Tried {Times()} in {Span(Elapsed)}; it would have to wait on, and {Span(limit)} is the most that is waited for one request.",
        { Attempts: > 1 } => $" Tried {Times()} in {Span(Elapsed)}.",
        _ => "",
    };

    private string Times() => Attempts == 1 ? "once" : $"{Attempts} times";

    internal static string Span(TimeSpan span) => span.TotalSeconds < 120 ? $"{span.TotalSeconds:0} s" : $"{span.TotalMinutes:0} min";
}
