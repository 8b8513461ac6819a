using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>New passwords that users choose: by reset or by change (graph.md 3.3), and what follows from them.</summary>
internal sealed class PasswordDesk(TenantStore store, FaultSet faults, FlowAudit audit, SmartLockout lockout, Notifications notifications)
{
    /// <summary>A reset may take the last password again (graph.md 3.3).</summary>
    public PasswordProblem JudgeForReset(User user, string password) => PasswordRules.Judge(password, user, store.Current.Info);

    /// <summary>A change may not.</summary>
    public PasswordProblem JudgeForChange(User user, string password) =>
        user.Password.Matches(password) ? PasswordProblem.SameAsBefore : JudgeForReset(user, password);

    public void Reset(User user, string password)
    {
        if (!faults.Take(FaultNames.ResetNotDone, user.UserPrincipalName, user.DisplayName, user.Id.ToString()))
        {
            store.SetOwnPassword(user.Id, password);
        }

        lockout.Clear(user.Id);
        notifications.PasswordReset(user);
    }

    public PasswordProblem Change(User user, string password)
    {
        PasswordProblem problem = JudgeForChange(user, password);
        if (problem == PasswordProblem.None)
        {
            store.SetOwnPassword(user.Id, password);
            audit.Changed(user, "None", success: true);
        }
        else if (problem is PasswordProblem.Banned or PasswordProblem.ContainsName)
        {
            audit.Changed(user, RefusalReason(user), success: false);
        }

        return problem;
    }

    public void Unlock(User user) => lockout.Clear(user.Id);

    /// <summary>graph.md 1.12: the first where the service itself refuses, the second from the family of on-premises protection.</summary>
    public static string RefusalReason(User user) =>
        user.OnPremisesSyncEnabled == true ? "PasswordDoesnotComplyFuzzyPolicy" : "FuzzyPolicyViolationInvalidPassword";
}
