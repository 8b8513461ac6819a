using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Microsoft's own texts and calls end on 2027-02-01, password reset included (graph.md 3.11).</summary>
internal static class Telephony
{
    public static readonly DateTimeOffset Ends = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool Works(DateTimeOffset now, Switches switches) => now < Ends || switches.OwnTelecomProvider;
}
