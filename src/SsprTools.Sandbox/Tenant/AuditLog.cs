using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Audit and sign-in events. What is written shows up after the audit lag (graph.md 1.12: 5 to 60 minutes).</summary>
internal sealed class AuditLog(SandboxClock clock, Lags lags, FaultSet faults, Switches switches)
{
    private static readonly TimeSpan s_lateBy = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly List<AuditEvent> _events = [];
    private readonly List<SignInEvent> _signIns = [];

    public void Write(AuditEvent entry)
    {
        if (faults.Take(FaultNames.AuditMissing, TextsOf(entry)))
        {
            return;
        }

        DateTimeOffset now = clock.Now;
        DateTimeOffset shown = now + Lateness(TextsOf(entry));
        lock (_gate)
        {
            // Ids as the service makes them: a prefix per log and a random tail.
            string id = $"Directory_{Guid.NewGuid():D}_{_events.Count:D5}";
            string activity = entry.Activity == AuditEvents.SsprPolicyActivity ? switches.SsprAuditName : entry.Activity;
            _events.Add(Spelt(entry) with { Id = id, Time = now, ShownFrom = shown, Activity = activity });
        }
    }

    public void Write(SignInEvent entry)
    {
        DateTimeOffset now = clock.Now;
        DateTimeOffset shown = now + Lateness([entry.UserPrincipalName]);
        lock (_gate)
        {
            _signIns.Add(entry with { Time = now, ShownFrom = shown });
        }
    }

    /// <summary>Events that can be read by now, or could at an earlier moment; newest first.</summary>
    public (IReadOnlyList<AuditEvent> Entries, DateTimeOffset Until) Visible(DateTimeOffset? until) => Visible(_events, entry => entry.ShownFrom, until);

    /// <summary>Sign-ins that can be read by now, or could at an earlier moment; newest first.</summary>
    public (IReadOnlyList<SignInEvent> Entries, DateTimeOffset Until) VisibleSignIns(DateTimeOffset? until) =>
        Visible(_signIns, entry => entry.ShownFrom, until);

    /// <summary>The spellings of which graph.md 1.12 knows more than one.</summary>
    private AuditEvent Spelt(AuditEvent entry) => entry.Service != AuditEvents.PasswordService ? entry : entry with
    {
        Service = switches.AuditServiceName,
        ResultReason = switches.AuditTrailingBlanks && entry.ResultReason.Length > 0 ? entry.ResultReason.TrimEnd() + " " : entry.ResultReason,
    };

    private static string?[] TextsOf(AuditEvent entry) =>
        [entry.Activity, .. entry.Targets.Select(target => target.UserPrincipalName ?? target.DisplayName)];

    private TimeSpan Lateness(params IReadOnlyList<string?> texts) => faults.Take(FaultNames.AuditLate, texts) ? s_lateBy : TimeSpan.Zero;

    private (IReadOnlyList<T> Entries, DateTimeOffset Until) Visible<T>(List<T> entries, Func<T, DateTimeOffset> shown, DateTimeOffset? until)
    {
        DateTimeOffset limit = until ?? clock.Now - lags.Audit;
        lock (_gate)
        {
            List<T> visible = [.. entries.Where(entry => shown(entry) <= limit)];
            visible.Reverse();
            return (visible, limit);
        }
    }
}
