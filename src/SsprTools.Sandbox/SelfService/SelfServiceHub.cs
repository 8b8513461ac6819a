using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>The user's half of the sandbox, put together once.</summary>
internal sealed class SelfServiceHub
{
    public SelfServiceHub(TenantStore store, SandboxClock clock, FaultSet faults, Switches switches)
    {
        (Store, Clock, Switches) = (store, clock, switches);
        Messages = new MessageCenter(clock, faults);
        Lockout = new SmartLockout(clock, switches);
        Attempts = new AttemptBook(clock);
        Audit = new FlowAudit(store, faults);
        Codes = new CodeDesk(clock, faults, Messages, store);
        Passwords = new PasswordDesk(store, faults, Audit, Lockout, new Notifications(store, Messages));
        SignIn = new SignInService(store, clock, faults, Lockout);
        Setup = new SetupService(store, clock, switches, Audit, Codes, new ConfirmationBook(clock));
        Reset = new ResetService(store, clock, faults, switches, Audit, Codes, Approvals, Attempts, Passwords);
    }

    public TenantStore Store { get; }

    public SandboxClock Clock { get; }

    public Switches Switches { get; }

    public MessageCenter Messages { get; }

    public SmartLockout Lockout { get; }

    public AttemptBook Attempts { get; }

    public FlowAudit Audit { get; }

    public CodeDesk Codes { get; }

    public ApprovalDesk Approvals { get; } = new();

    public PasswordDesk Passwords { get; }

    public SignInService SignIn { get; }

    public SetupService Setup { get; }

    public ResetService Reset { get; }
}
