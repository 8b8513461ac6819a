using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Checks passwords at sign-in and writes the sign-in log, for the pages and for the token service alike.</summary>
internal sealed class SignInService(TenantStore store, SandboxClock clock, FaultSet faults, SmartLockout lockout)
{
    public User? FindUser(string userName) => store.Current.FindUser(userName.Trim()) is { } user && !Guid.TryParse(userName, out _) ? user : null;

    /// <summary>Null when the password is right and no rule stands against it; an expired one is right and must be changed.</summary>
    public SignInError? CheckPassword(User user, string password, SignInAttempt attempt)
    {
        SignInError? problem = Judge(user, password);
        if (problem is not null)
        {
            Write(user, attempt, problem);
        }

        return problem;
    }

    public void Write(User user, SignInAttempt attempt, SignInError? problem) =>
        store.Audit.Write(new SignInEvent(user.Id, user.UserPrincipalName, user.DisplayName, attempt.AppId, attempt.AppName)
        {
            CorrelationId = attempt.CorrelationId,
            IpAddress = attempt.IpAddress,
            ClientApp = attempt.ClientApp,
            ResourceId = attempt.ResourceId,
            ResourceName = attempt.ResourceName,
            ErrorCode = problem?.Code ?? 0,
            FailureReason = problem?.FailureReason,
        });

    private SignInError? Judge(User user, string password)
    {
        if (lockout.IsLocked(user.Id))
        {
            return SignInError.Locked;
        }

        if (!IsRight(user, password))
        {
            lockout.Fail(user.Id, password);
            return SignInError.BadPassword;
        }

        if (faults.Take(FaultNames.SignInRefused, user.UserPrincipalName, user.DisplayName, user.Id.ToString()))
        {
            return SignInError.BadPassword;
        }

        if (!user.AccountEnabled)
        {
            return SignInError.Disabled;
        }

        lockout.Clear(user.Id);
        return user.Password.ForceChange || user.Password.ForceChangeWithMfa || IsExpired(user) ? SignInError.PasswordExpired : null;
    }

    // A user whose password the seed leaves out has none, and signs in with the field left empty.
    private static bool IsRight(User user, string password) =>
        user.Password.Hash.Length == 0 ? password.Length == 0 : user.Password.Matches(password);

    // graph.md 3.3: no expiry by default, but a domain may have one and a user may be exempt.
    private bool IsExpired(User user)
    {
        string domain = user.UserPrincipalName[(user.UserPrincipalName.LastIndexOf('@') + 1)..];
        return store.Current.Info.Verified(domain)?.PasswordValidityPeriodInDays is { } days and < 2147483647
            && user.PasswordPolicies?.Contains("DisablePasswordExpiration", StringComparison.OrdinalIgnoreCase) != true
            && clock.Now - user.Password.ChangedDateTime > TimeSpan.FromDays(days);
    }
}
