using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>
/// When each user last confirmed the security info. After 0 to 730 days (default 180) sign-in asks again; 0 means never, and it only works
/// together with required registration (graph.md 3.1). A user of whom nothing is known counts from the account's creation or the start.
/// </summary>
internal sealed class ConfirmationBook(SandboxClock clock)
{
    private readonly DateTimeOffset _start = clock.Now;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, DateTimeOffset> _confirmed = new();

    public void Confirm(Guid userId) => _confirmed[userId] = clock.Now;

    public bool IsDue(TenantState state, User user) =>
        state.SsprPolicy is { RegistrationRequiredOnSignIn: true, ReconfirmIntervalInDays: > 0 and int days }
        && SsprRules.IsEnabled(state, user)
        && clock.Now - _confirmed.GetValueOrDefault(user.Id, _start) > TimeSpan.FromDays(days);
}
