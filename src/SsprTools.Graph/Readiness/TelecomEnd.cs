namespace SsprTools.Graph.Readiness;

/// <summary>
/// Microsoft's own texts and calls end, password reset included, in the public cloud; a tenant's own telecom provider carries on. Whether a tenant has one
/// cannot be read. Source: facts/graph.md 3.11 (Microsoft Learn, concept-sms-voice-retirement).
/// </summary>
public static class TelecomEnd
{
    /// <summary>The first day without them.</summary>
    public static DateTimeOffset Date { get; } = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether texts and calls are sent at a time.</summary>
    /// <param name="isPublicCloud">The page speaks of the public cloud only.</param>
    internal static Fact<bool> At(DateTimeOffset now, bool isPublicCloud) => now < Date || !isPublicCloud
        ? Fact<bool>.Known(true, "concept-sms-voice-retirement", now)
        : Fact<bool>.Unknown("Microsoft's own texts and calls ended on 2027-02-01, and whether the tenant has a telecom provider of its own cannot be read.");

    /// <summary>The same after that day, by the admin's own word about the provider.</summary>
    internal static Fact<bool> After(bool ownProvider, DateTimeOffset now) => Fact<bool>.Known(ownProvider, "the question asked", now);
}
